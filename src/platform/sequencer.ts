import assert from 'node:assert/strict'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { later, secondMs } from '../kernel/clock.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { isDuplicate } from './db-errors.ts'
import { afterCommit, inTransaction, write, type Db, type Tx } from './db.ts'
import type { Deps } from './deps.ts'
import { enqueue } from './enqueue.ts'
import { newLoop } from './loop.ts'
import { findHead, findUnnumbered, freeHead, hasUnnumbered, insertHead, moveHead, numberRow, type Head } from './outbox-store.ts'
import { onAnnounced } from './outbox.ts'
import { newSignal } from './signal.ts'
import { newLogger, type Log } from './telemetry.ts'

/** Who is told of events of `type`: a job of kind `job` with the event as its payload. `name` is for people. */
export type Subscription = Readonly<{ name: string; type: string; job: string }>

export type Sequencer = {
  start(): void
  /** Lets go of the lease too, so that another need not wait until it lapses. */
  stop(): Promise<void>
  /** Numbers every committed row, if the lease is ours or free. @returns how many. */
  runOnce(): Promise<number>
}

export type SequencerOptions = { log?: Log; leaseMs?: number; pollMs?: number; isBusy?: () => boolean }

/** How long a process that died with the lease holds everybody up. */
const leaseMsDefault = 10 * secondMs
const pollMsDefault = 150
/** Rows a transaction. SQLite lets nobody else in meanwhile. */
const batchMax = 50

const numbered = newSignal()

/** Calls `waker` soon after each commit in this process that numbered events, until the returned function is called. */
export const onNumbered = numbered.on

/**
 * Gives committed outbox rows their numbers, 1, 2, 3 … without a gap, and in the same transaction writes a job for each
 * subscription. A row's transaction may commit long after a younger one's, so that no order made before the commit can be
 * followed. Every process runs one; the lease lets one at a time work. It costs nothing to keep: who has nothing to number
 * lets it lapse. Safety is not the clock's: a batch commits only if the head is as it was read.
 */
export function newSequencer(deps: Deps, subscriptions: readonly Subscription[], options: SequencerOptions = {}): Sequencer {
  const desk: Desk = { ...deps, subscriptions, lease: deps.ids.next<'sequencer'>(), leaseMs: options.leaseMs ?? leaseMsDefault }
  const step = async () => (await numberBatch(desk)) === batchMax
  const { log = newLogger(), pollMs = pollMsDefault, isBusy } = options
  const loop = newLoop({ name: 'sequencer', step, pollMs, wakeOn: [onAnnounced], isBusy, log })
  return {
    start: loop.start,
    stop: async () => {
      await loop.stop()
      // Whoever cannot say so any more leaves as one who was killed does.
      await letGo(desk).catch((error: unknown) => log.warn({ err: error }, 'the sequencer stopped without letting go of its lease'))
    },
    runOnce: async () => {
      for (let total = 0; ; await nextTurn()) {
        const count = await numberBatch(desk)
        total += count
        if (count < batchMax) return total
      }
    },
  }
}

type Desk = Deps & { subscriptions: readonly Subscription[]; lease: string; leaseMs: number }

/** @returns how many rows it numbered: `batchMax` means that there may be more. */
async function numberBatch(desk: Desk): Promise<number> {
  // Looking costs no lock and no write: most of the time there is nothing to do, or another process does it.
  const seen = (await findHead(desk.db)) ?? (await makeHead(desk.db))
  if (!isOpenTo(desk, seen) || !(await hasUnnumbered(desk.db))) return 0
  const done = await inTransaction(desk.db, (tx) => numberIn(tx, desk))
  return done.ok ? done.value : 0
}

const isOpenTo = ({ lease, clock }: Desk, head: Head) => head.lease === lease || head.leaseUntil <= clock.now()

async function letGo({ db, lease }: Desk): Promise<void> {
  const head = await findHead(db)
  if (head?.lease === lease) await write(db, (tx) => freeHead(tx, head))
}

async function numberIn(tx: Tx, desk: Desk): Promise<Result<number, { code: 'lease_lost' }>> {
  const head = await findHead(tx)
  assert(head, 'the head is never deleted')
  if (!isOpenTo(desk, head)) return err({ code: 'lease_lost' })
  const rows = await findUnnumbered(tx, batchMax)
  const leaseUntil = later(desk.clock.now(), desk.leaseMs)
  const moved = await moveHead(tx, head, { seq: head.seq + rows.length, lease: desk.lease, leaseUntil })
  if (!moved) return err({ code: 'lease_lost' })
  for (const [index, { id, type, event }] of rows.entries()) {
    assert(await numberRow(tx, id, head.seq + index + 1), 'only who has moved the head numbers rows')
    for (const { job } of desk.subscriptions.filter((subscription) => subscription.type === type)) {
      await enqueue(tx, desk, { kind: job, payload: event })
    }
  }
  afterCommit(tx, numbered.fire)
  return ok(rows.length)
}

async function makeHead(db: Db): Promise<Head> {
  try {
    await write(db, insertHead)
  } catch (thrown) {
    // Another process started at the same moment.
    if (!isDuplicate(thrown)) throw thrown
  }
  const head = await findHead(db)
  assert(head)
  return head
}
