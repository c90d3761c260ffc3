import type { DatabaseSync } from 'node:sqlite'
import { bookingJobs, bookingSubscriptions } from '../../src/bookings/booking-jobs.ts'
import { hourMs, minuteMs, secondMs } from '../../src/kernel/clock.ts'
import { fenced, newFence, FencedError } from '../../src/kernel/fence.ts'
import { newIds } from '../../src/kernel/ids.ts'
import type { Random } from '../../src/kernel/random.ts'
import { newPayments } from '../../src/payments/payments.ts'
import { ProviderUnavailable } from '../../src/payments/provider.ts'
import { receiveEvent } from '../../src/payments/receive-event.ts'
import { newReconciler } from '../../src/payments/reconciliation/reconcile.ts'
import { sweepProviderEvents } from '../../src/payments/sweep-events.ts'
import { payoutJobs, payoutSubscriptions } from '../../src/payouts/payout-jobs.ts'
import { newAccountPoller } from '../../src/payouts/poll-accounts.ts'
import { receiveEvent as receiveConnectEvent, sweepConnectEvents } from '../../src/payouts/receive-event.ts'
import { openDatabase } from '../../src/platform/db.ts'
import type { Deps } from '../../src/platform/deps.ts'
import { onEnqueued } from '../../src/platform/enqueue.ts'
import { mailJobs, newMailer } from '../../src/platform/mail.ts'
import { onAnnounced } from '../../src/platform/outbox.ts'
import { newSequencer } from '../../src/platform/sequencer.ts'
import { newSweeper } from '../../src/platform/sweep.ts'
import type { Log } from '../../src/platform/telemetry.ts'
import { newWorker } from '../../src/platform/worker.ts'
import { reviewJobs, reviewSubscriptions } from '../../src/reviews/review-jobs.ts'
import type { Bank } from './bank.ts'
import { faultySqlite, SimulatedError } from './faulty-sqlite.ts'
import type { Faults } from './faults.ts'
import type { Life, Scheduler } from './scheduler.ts'
import type { Watch } from './watch.ts'

export type Ground = {
  scheduler: Scheduler
  faults: Faults
  watch: Watch
  database: DatabaseSync
  random: Random
  bank: Bank
  /** Something went wrong that no fault explains. */
  onSurprise: (what: unknown) => void
}

/** The process has died under the caller, who never hears what became of the call. */
export class Died extends Error {
  override name = 'Died'
}

export type Incarnation = ReturnType<typeof newIncarnation>

const workers = 2
const pollMs = 20 * minuteMs
/** Both are done once more when it is calm. */
const reconcileAt = { everyMs: 90 * minuteMs, fromMs: hourMs }
const accountsAt = { everyMs: 6 * hourMs, fromMs: 5 * hourMs + 15 * minuteMs }

/** One life of the process: handles, worker, sequencer, poller and sweeper, as `src/app.ts` wires them, on the simulator's world. */
export function newIncarnation(ground: Ground, name: string) {
  const { scheduler, faults, watch, database, random, bank, onSurprise } = ground
  const life: Life = { name, over: false }
  const fence = newFence()
  const timers = scheduler.timersOf(life)
  let wakeAll = () => {}
  const db = openDatabase('sqlite::memory:', {
    fence,
    random,
    sleep: timers.sleep,
    simulated: { database, around: faultySqlite({ scheduler, faults, watch, onUnheard: () => wakeAll() }, life) },
  })
  const { clock } = scheduler
  const deps: Deps = { db, clock, random, ids: newIds(clock, random) }
  const provider = fenced(bank.provider(life), fence)
  const log = listeningLog(onSurprise)
  const payments = newPayments({ ...deps, provider }, log)
  const about = { ...deps, market: 'The market', origin: () => 'https://market.test' }
  const connect = fenced(bank.hosts.connect(life), fence)
  const handlers = {
    ...mailJobs(newMailer({ smtpUrl: null, from: '' }, deps)),
    ...payments.handlers,
    ...bookingJobs(about),
    ...payoutJobs({ ...deps, connect }),
    ...reviewJobs(about),
  }
  const worker = newWorker(deps, handlers, { log, timers })
  const sequencer = newSequencer(deps, [...bookingSubscriptions, ...payoutSubscriptions, ...reviewSubscriptions], { log })
  const sweeper = newSweeper(deps, { log, also: { webhooks: sweepProviderEvents, accountWebhooks: sweepConnectEvents } })
  const reconciler = newReconciler({ ...deps, provider }, log)
  const accounts = newAccountPoller({ ...deps, connect }, log)
  let die = (_: Died) => {}
  const died = new Promise<never>((_, reject) => {
    die = reject
  })
  died.catch(() => undefined)

  const nextJob = database.prepare("select min(run_at) as at from job where state = 'ready' and run_at > ?")
  const leased = database.prepare("select min(lease_until) as at from job where state = 'ready' and run_at <= ?")
  const waiting = database.prepare('select 1 as found where exists (select 1 from outbox where seq is null)')
  const undecided = database.prepare(
    "select 1 as found where exists (select 1 from payment where state in ('opening', 'open', 'authorised', 'capturing', 'voiding')) or exists (select 1 from refund where state = 'pending') or exists (select 1 from dispute where state = 'open')",
  )
  const at = (row: unknown) => (row as { at: number | null }).at ?? Infinity

  const works = newDaemon(ground, life, {
    step: () => worker.runDue(),
    rest: () => Math.min(at(nextJob.get(clock.now())), Math.max(at(leased.get(clock.now())), clock.now() + 1), clock.now() + hourMs),
  })
  const numbers = newDaemon(ground, life, {
    step: () => sequencer.runOnce(),
    rest: () => clock.now() + (waiting.get() ? secondMs : hourMs),
  })
  const polls = newDaemon(ground, life, {
    step: async () => (undecided.get() ? payments.poller.runOnce() : undefined),
    rest: () => clock.now() + pollMs,
  })
  const sweeps = newDaemon(ground, life, { step: () => sweeper.runOnce(), rest: () => clock.now() + 24 * hourMs })
  const atSet = ({ everyMs, fromMs }: { everyMs: number; fromMs: number }) => {
    const since = (clock.now() - fromMs) % everyMs
    return clock.now() + everyMs - since
  }
  const reconciles = newDaemon(ground, life, { step: () => reconciler.runOnce(), rest: () => atSet(reconcileAt) })
  const asksAccounts = newDaemon(ground, life, { step: () => accounts.runOnce(), rest: () => atSet(accountsAt) })
  wakeAll = () => {
    works.wake()
    numbers.wake()
  }
  const stops = [onEnqueued(works.wake), onAnnounced(numbers.wake)]
  return {
    life,
    deps,
    payments,
    connect,
    /** What failed inline was put off: the real worker looks four times a second, ours must be told. */
    runJob: async (id: Parameters<typeof worker.runNow>[0]) => {
      try {
        return await worker.runNow(id)
      } finally {
        works.wake()
      }
    },
    start: () => {
      for (let index = 0; index < workers; index++) works.start()
      numbers.start()
      polls.start()
      sweeps.start()
      reconciles.start()
      asksAccounts.start()
    },
    /** What somebody outside asks of the process: an answer, or none when it dies on the way. */
    call: <T>(work: () => Promise<T>): Promise<T> => Promise.race([work(), died]),
    receive: (event: { body: string }) =>
      receiveEvent({ ...deps, provider }, { body: Buffer.from(event.body), signature: 'signed by the bank' }),
    receiveConnect: (event: { body: string }) =>
      receiveConnectEvent({ ...deps, connect }, { body: Buffer.from(event.body), signature: 'signed by the bank' }),
    /** Ends it where it stands. What it had not committed never happened. */
    kill: () => {
      for (const stop of stops) stop()
      fence.close()
      scheduler.end(life)
      if (database.isTransaction) database.exec('rollback')
      watch.rolledBack()
      die(new Died('the process has died'))
    },
  }
}

type Daemon = { step: () => Promise<unknown>; rest: () => number }

/** What the process does by itself: a step after each wake-up, or when it is time. */
function newDaemon({ scheduler, onSurprise }: Ground, life: Life, { step, rest }: Daemon) {
  const resting: (() => void)[] = []
  const nap = (until: number) =>
    new Promise<void>((resolve) => {
      const callOff = scheduler.at(until, life, 'time', () => {
        resting.splice(resting.indexOf(wake), 1)
        resolve()
      })
      const wake = () => {
        callOff()
        resolve()
      }
      resting.push(wake)
    })
  let missed = false
  async function run(): Promise<void> {
    while (!life.over) {
      missed = false
      try {
        await step()
      } catch (thrown) {
        if (thrown instanceof FencedError) return
        if (!isExpected(thrown)) onSurprise(thrown)
        await scheduler.wait(life, secondMs)
        continue
      }
      if (!missed) await nap(rest())
    }
  }
  return {
    start: () => void run(),
    wake: () => {
      const first = resting.shift()
      if (first) first()
      else missed = true
    },
  }
}

/** What may go wrong when something fails on purpose, or when two at once want the same. */
export function isExpected(thrown: unknown): boolean {
  if (thrown instanceof AggregateError) return thrown.errors.every(isExpected)
  if (thrown instanceof SimulatedError || thrown instanceof ProviderUnavailable) return true
  if (thrown instanceof FencedError || thrown instanceof Died) return true
  return thrown instanceof Error && /changed while|changes faster|no more ours|taken this key over/.test(thrown.message)
}

function listeningLog(onSurprise: (what: unknown) => void): Log {
  const hear = (given: unknown) => {
    const thrown = typeof given === 'object' && given !== null && 'err' in given ? given.err : undefined
    if (thrown !== undefined && !isExpected(thrown)) onSurprise(thrown)
  }
  return { debug: () => {}, info: () => {}, warn: hear, error: hear } as Log
}
