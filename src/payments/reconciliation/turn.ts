import { later, secondMs, type Instant } from '../../kernel/clock.ts'
import { write } from '../../platform/db.ts'
import type { Deps } from '../../platform/deps.ts'
import { insertProgress, saveProgress, selectProgress, type Progress } from './store.ts'

/** A turn says that it goes on, after each call of the provider at the latest. One that has not for so long has died. */
const turnMs = 30 * secondMs

type TurnDeps = Pick<Deps, 'db' | 'clock'>

/** Another process has taken the turn over: what this one knows of how far the books were compared is old. */
export class TurnLostError extends Error {
  override name = 'TurnLostError'
}

/** The right to compare the books, as long as no other process takes it over. */
export type Turn = {
  readonly progress: Progress
  /** @throws TurnLostError */
  goOn(): Promise<void>
  /** Writes down how far it came, and lets the next one begin. @throws TurnLostError */
  end(next: Partial<Pick<Progress, 'oursFrom' | 'theirsFrom' | 'deepAt'>>): Promise<void>
}

/** Nothing when another process is faster. */
export async function beginTurn({ db, clock }: TurnDeps): Promise<Turn | undefined> {
  const seen = await selectProgress(db)
  if (!seen) await write(db, insertProgress)
  const progress = seen ?? (await selectProgress(db))
  if (!progress) throw new Error('the row of the reconciliation is never deleted')
  const turn = newTurn({ db, clock }, progress)
  return (await turn.save({ turnAt: clock.now() })) ? turn : undefined
}

function newTurn({ db, clock }: TurnDeps, began: Progress): Turn & { save: (next: Partial<Progress>) => Promise<boolean> } {
  let progress = began
  const save = async (next: Partial<Progress>) => {
    if (!(await write(db, (tx) => saveProgress(tx, progress, next)))) return false
    progress = { ...progress, ...next, version: progress.version + 1 }
    return true
  }
  const keep = async (next: Partial<Progress>) => {
    if (!(await save(next))) throw new TurnLostError('another process compares the books now')
  }
  return {
    get progress() {
      return progress
    },
    save,
    goOn: async () => {
      const now = clock.now()
      if (now > later(progress.turnAt, turnMs / 3)) await keep({ turnAt: now })
    },
    end: (next) => keep({ ...next, doneAt: clock.now() }),
  }
}

/** Whether another may begin: the last turn came to its end a while ago, or to none at all. */
export function mayBegin({ turnAt, doneAt }: Progress, now: Instant, restMs: number): boolean {
  const isOver = doneAt !== null && doneAt >= turnAt
  return now >= later(turnAt, isOver ? restMs : turnMs)
}
