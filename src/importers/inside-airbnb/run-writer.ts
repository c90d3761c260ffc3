import { setTimeout as sleepFor } from 'node:timers/promises'
import { err, ok, type Result } from '../../kernel/result.ts'
import { isDuplicate } from '../../platform/db-errors.ts'
import { inTransaction, type Tx } from '../../platform/db.ts'
import type { Deps } from '../../platform/deps.ts'
import { moveRun, noteProgress, type ImportRunId } from '../store.ts'
import { addTally, type Tally } from './import-report.ts'
import type { Interrupted } from './read-folder.ts'

export type WriteError = Interrupted | { code: 'import_running' }

/** A run that is being written: from `position` on, of all that there is to write. */
export type OpenRun = Readonly<{ id: ImportRunId; position: number; shiftDays: number; tally: Tally; resumed: boolean }>

type Write<T> = (tx: Tx, items: readonly T[]) => Promise<Partial<Tally>>
type Options = { signal?: AbortSignal | undefined; onWritten?: (position: number) => void }

/** A running site writes to the same SQLite file: it gets its turn after this long, and often. */
const transactionMsAimed = 25
const pauseMsMin = 2
const pauseShare = 0.3
const batchMax = 200

/**
 * Writes a run's items a few at a time, as many in a transaction as fit into about 25 ms, and lets others write in
 * between. The run's position moves in the same transactions, so that whatever ends the process, a later one goes on
 * exactly there; and of two that go on at once, one finds the position moved and ends.
 */
export function newRunWriter({ db, clock }: Pick<Deps, 'db' | 'clock'>, run: OpenRun, { signal, onWritten }: Options) {
  let [position, tally, batchSize] = [run.position, run.tally, 1]

  const transact = <T>(items: readonly T[], write: Write<T>) =>
    inTransaction(db, async (tx) => {
      if (!(await moveRun(tx, { id: run.id, position }, position + items.length))) return err({ code: 'import_running' as const })
      const sum = addTally(tally, await write(tx, items))
      await noteProgress(tx, run.id, toProgress({ ...run, tally: sum }))
      return ok(sum)
    })

  async function writeBatch<T>(items: readonly T[], write: Write<T>): Promise<Result<unknown, WriteError>> {
    if (signal?.aborted) return err({ code: 'interrupted' })
    const began = clock.now()
    const written = await againWhenDuplicate(() => transact(items, write))
    if (!written.ok) return written
    position += items.length
    tally = written.value
    onWritten?.(position)
    const tookMs = clock.now() - began
    batchSize = tookMs > transactionMsAimed ? Math.ceil(batchSize / 2) : Math.min(batchSize + 1, batchMax)
    await sleepFor(Math.max(pauseMsMin, tookMs * pauseShare))
    return ok()
  }

  return {
    position: () => position,
    tally: () => tally,
    /** Collects items into batches. What lies before the run's position was written by an earlier process. */
    batches<T>(firstPosition: number, write: Write<T>) {
      const waiting: T[] = []
      let seen = firstPosition
      return {
        async add(makeItem: () => T): Promise<Result<unknown, WriteError>> {
          seen += 1
          if (seen <= run.position) return ok()
          waiting.push(makeItem())
          return waiting.length < batchSize ? ok() : writeBatch(waiting.splice(0), write)
        },
        flush: async () => (waiting.length > 0 ? writeBatch(waiting.splice(0), write) : ok()),
      }
    },
  }
}

/** The import of another folder may make the same host or listing at the same moment: by the second time it is there. */
async function againWhenDuplicate<T>(attempt: () => Promise<T>): Promise<T> {
  try {
    return await attempt()
  } catch (error) {
    if (!isDuplicate(error)) throw error
    return attempt()
  }
}

export type RunWriter = ReturnType<typeof newRunWriter>

export const toProgress = ({ shiftDays, tally }: Pick<OpenRun, 'shiftDays' | 'tally'>) => JSON.stringify({ shiftDays, tally })
