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

type Swept = Record<string, number>

/** What a module wants swept of its own. */
export type SweepRule = Readonly<{ ageMsMax: number; deleteBefore: DeleteBefore }>
export type SweeperOptions = { log?: Log; also?: Readonly<Record<string, SweepRule>> }

export type Sweeper = {
  start(): void
  stop(): Promise<void>
  /** Deletes all that is too old. Dead jobs stay until somebody has looked at them. @returns how many rows. */
  runOnce(): Promise<Swept>
}

const platformRules: Readonly<Record<string, SweepRule>> = {
  jobs: { ageMsMax: doneJobAgeMsMax, deleteBefore: deleteDoneBefore },
  events: { ageMsMax: eventAgeMsMax, deleteBefore: deleteNumberedBefore },
  keys: { ageMsMax: keyAgeMsMax, deleteBefore: deleteKeysBefore },
  mails: { ageMsMax: storedMailAgeMsMax, deleteBefore: deleteMailsBefore },
}

const sweepPauseMs = hourMs
/** Rows a transaction: sweeping holds nobody up. */
const batchMax = 200

/** Every process may run one: what another has deleted is just not there any more. */
export function newSweeper(deps: Pick<Deps, 'db' | 'clock'>, { log = newLogger(), also = {} }: SweeperOptions = {}): Sweeper {
  const rules = { ...platformRules, ...also }
  const runOnce = async () => {
    const swept: Swept = {}
    for (const [what, { ageMsMax, deleteBefore }] of Object.entries(rules)) swept[what] = await sweepAll(deps, ageMsMax, deleteBefore)
    return swept
  }
  const step = async () => {
    const swept = await runOnce()
    if (Object.values(swept).some((count) => count > 0)) log.info({ swept }, 'swept what was too old')
    return false
  }
  const loop = newLoop({ name: 'sweeper', step, pollMs: sweepPauseMs, log })
  return { start: loop.start, stop: loop.stop, runOnce }
}

/** Deletes at most `limit` of what is older than `before`. @returns how many. */
type DeleteBefore = (tx: Tx, before: Instant, limit: number) => Promise<number>

async function sweepAll({ db, clock }: Pick<Deps, 'db' | 'clock'>, ageMsMax: number, deleteBefore: DeleteBefore): Promise<number> {
  const before = later(clock.now(), -ageMsMax)
  for (let total = 0; ; await nextTurn()) {
    const count = await write(db, (tx) => deleteBefore(tx, before, batchMax))
    total += count
    if (count < batchMax) return total
  }
}
