import { setImmediate as nextTurn } from 'node:timers/promises'
import { dayMs, hourMs, later, type Instant } from '../kernel/clock.ts'
import { write, type Tx } from './db.ts'
import type { Deps } from './deps.ts'
import { keyAgeMsMax } from './idempotency.ts'
import { deleteKeysBefore } from './idempotency-store.ts'
import { deleteDoneBefore } from './job-store.ts'
import { newLoop } from './loop.ts'
import { deleteMailsBefore } from './mail-store.ts'
import { deleteNumberedBefore } from './outbox-store.ts'
import { newLogger, type Log } from './telemetry.ts'

/** How long what is over and done with is kept: long enough to look into what happened last week. */
export const doneJobAgeMsMax = 7 * dayMs
/** A follower that has slept longer must begin anew. Rows without a number are never swept. */
export const eventAgeMsMax = 7 * dayMs
export const storedMailAgeMsMax = 30 * dayMs

type Swept = { jobs: number; events: number; keys: number; mails: number }

export type Sweeper = {
  start(): void
  stop(): Promise<void>
  /** Deletes all that is too old. Dead jobs stay until somebody has looked at them. @returns how many rows. */
  runOnce(): Promise<Swept>
}

const sweepPauseMs = hourMs
/** Rows a transaction: sweeping holds nobody up. */
const batchMax = 200

/** Every process may run one: what another has deleted is just not there any more. */
export function newSweeper(deps: Pick<Deps, 'db' | 'clock'>, { log = newLogger() }: { log?: Log } = {}): Sweeper {
  const sweep = (ageMsMax: number, deleteBefore: DeleteBefore) => sweepAll(deps, ageMsMax, deleteBefore)
  const runOnce = async () => ({
    jobs: await sweep(doneJobAgeMsMax, deleteDoneBefore),
    events: await sweep(eventAgeMsMax, deleteNumberedBefore),
    keys: await sweep(keyAgeMsMax, deleteKeysBefore),
    mails: await sweep(storedMailAgeMsMax, deleteMailsBefore),
  })
  const step = async () => {
    const swept = await runOnce()
    if (Object.values(swept).some((count) => count > 0)) log.info({ swept }, 'swept what was too old')
    return false
  }
  const loop = newLoop({ name: 'sweeper', step, pollMs: sweepPauseMs, log })
  return { start: loop.start, stop: loop.stop, runOnce }
}

type DeleteBefore = (tx: Tx, before: Instant, limit: number) => Promise<number>

async function sweepAll({ db, clock }: Pick<Deps, 'db' | 'clock'>, ageMsMax: number, deleteBefore: DeleteBefore): Promise<number> {
  const before = later(clock.now(), -ageMsMax)
  for (let total = 0; ; await nextTurn()) {
    const count = await write(db, (tx) => deleteBefore(tx, before, batchMax))
    total += count
    if (count < batchMax) return total
  }
}
