import { setTimeout as sleep } from 'node:timers/promises'
import { later, minuteMs, secondMs } from '../kernel/clock.ts'
import { FencedError } from '../kernel/fence.ts'
import { write } from './db.ts'
import type { Deps } from './deps.ts'
import { onEnqueued, type JobId } from './enqueue.ts'
import { findDue, findJobStatus, leaseJobs, type DueJob, type LeasedJob } from './job-store.ts'
import { newLoop } from './loop.ts'
import { runJob, type Bench, type Handlers } from './run-job.ts'
import { newLogger, type Log, type Metrics } from './telemetry.ts'
import { systemTimers, type Timers } from './timers.ts'

export type Worker = {
  start(): void
  /** Takes no more jobs and waits for those that run, but not for ever: then their leases lapse and other processes take them over. */
  stop(): Promise<void>
  /**
   * Runs a job now, for the request that needs what it does; when another process is at it, waits for that one. 'later': it
   * failed, or is not due, or takes too long, or nobody here can do it.
   */
  runNow(id: JobId): Promise<'done' | 'later'>
  /** For tests and simulators: one after the other until nothing is due, in order. @returns how many it ran. */
  runDue(): Promise<number>
}

export type WorkerOptions = {
  log?: Log
  metrics?: Pick<Metrics, 'observeJob'>
  concurrencyMax?: number
  /** Whether those who wait for an answer need the processor: then jobs that nobody waits for are done one at a time. */
  isBusy?: () => boolean
  /** Kinds whose jobs this process does one at a time: heavy ones, which would leave no room for the others. */
  alone?: readonly string[]
  attemptsMax?: number
  /** How long after a process died its jobs are taken over. */
  leaseMs?: number
  runMsMax?: number
  drainMsMax?: number
  pollMs?: number
  timers?: Timers
}

const defaults = {
  metrics: undefined,
  concurrencyMax: 8,
  isBusy: () => false,
  alone: [],
  /** With growing pauses about nine hours: a provider may be down for a night. */
  attemptsMax: 20,
  leaseMs: 30 * secondMs,
  runMsMax: 15 * minuteMs,
  drainMsMax: 10 * secondMs,
  pollMs: 250,
  timers: systemTimers,
}

/** Workers choose at random among the next few, so that they seldom want the same. */
const choicePerSlot = 4
const runDueMax = 100_000
const inlineWaitMsMax = 5 * secondMs
const inlinePollMs = 25

/** Does the jobs of the kinds it has handlers for; every process runs one. */
export function newWorker(deps: Deps, handlers: Handlers, options: WorkerOptions = {}): Worker {
  const settings = { log: newLogger(), ...defaults, ...options }
  const bench: Bench = { ...deps, ...settings, handlers }
  const running = new Map<Promise<unknown>, string>()
  /** Of these, how many nobody waits for. */
  let unasked = 0
  let ending = new AbortController()

  function run(job: LeasedJob) {
    const outcome = runJob(bench, job, ending.signal)
    const settled = outcome.then(loop.wake, (thrown: unknown) => {
      loop.wake()
      if (thrown instanceof FencedError) return
      settings.log.error({ err: thrown, jobId: job.id, kind: job.kind }, "a job's outcome could not be written: it will be taken over")
    })
    running.set(settled, job.kind)
    void settled.then(() => running.delete(settled))
    return outcome
  }

  async function runUnasked(job: LeasedJob): Promise<void> {
    unasked++
    await run(job).catch(() => undefined)
    unasked--
    loop.wake()
  }

  async function fillSlots(): Promise<boolean> {
    const slots = (settings.isBusy() ? 1 : settings.concurrencyMax) - unasked
    if (slots <= 0) return false
    const busy = new Set([...running.values()].filter((kind) => settings.alone.includes(kind)))
    const kinds = Object.keys(handlers).filter((kind) => !busy.has(kind))
    const due = kinds.length === 0 ? [] : await findDue(deps.db, kinds, deps.clock.now(), slots * choicePerSlot)
    if (due.length === 0) return false
    const jobs = await claim(bench, chosen(bench, firstAlone(due, settings.alone), slots))
    for (const job of jobs) void runUnasked(job)
    return jobs.length < slots
  }

  const loop = newLoop({ name: 'worker', step: fillSlots, pollMs: settings.pollMs, wakeOn: [onEnqueued], log: settings.log })
  return {
    start: () => {
      ending = new AbortController()
      loop.start()
    },
    stop: async () => {
      await loop.stop()
      await orAfter(settings.drainMsMax, Promise.all(running.keys()))
      ending.abort()
    },
    runNow: (id) => runInline(bench, id, run),
    runDue: () => runAllDue(bench, run),
  }
}

type Run = (job: LeasedJob) => ReturnType<typeof runJob>

function claim({ db, clock, ids, leaseMs }: Bench, jobs: readonly JobId[]): Promise<LeasedJob[]> {
  const now = clock.now()
  const lease = ids.next<'job_lease'>()
  return write(db, (tx) => leaseJobs(tx, { ids: jobs, lease, now, leaseUntil: later(now, leaseMs) }))
}

/** Of each kind in `alone` the first only. */
function firstAlone(due: readonly DueJob[], alone: readonly string[]): JobId[] {
  const first = new Map(due.toReversed().map(({ id, kind }) => [kind, id]))
  return due.filter(({ id, kind }) => !alone.includes(kind) || first.get(kind) === id).map(({ id }) => id)
}

/** `count` of `jobs`, at random, in a fixed order: two workers that lock the same rows lock them in the same order. */
function chosen({ random }: Bench, jobs: readonly JobId[], count: number): JobId[] {
  const left = [...jobs]
  while (left.length > count) left.splice(random.below(left.length), 1)
  return left.toSorted()
}

async function runInline(bench: Bench, id: JobId, run: Run): Promise<'done' | 'later'> {
  for (let waitedMs = 0; waitedMs < inlineWaitMsMax; waitedMs += inlinePollMs) {
    const job = await findJobStatus(bench.db, id)
    if (job?.state === 'done') return 'done'
    const now = bench.clock.now()
    if (!job || job.state === 'dead' || job.run_at > now || !bench.handlers[job.kind]) return 'later'
    const [leased] = job.lease_until <= now ? await claim(bench, [id]) : []
    if (leased) return (await run(leased)) === 'done' ? 'done' : 'later'
    await bench.timers.sleep(inlinePollMs)
  }
  return 'later'
}

async function runAllDue(bench: Bench, run: Run): Promise<number> {
  for (let count = 0; count < runDueMax;) {
    const due = await findDue(bench.db, Object.keys(bench.handlers), bench.clock.now(), 1)
    if (due.length === 0) return count
    const ids = due.map(({ id }) => id)
    for (const job of await claim(bench, ids)) {
      await run(job)
      count++
    }
  }
  throw new Error(`${runDueMax} jobs were run and more are due: they make each other`)
}

/** Resolves when `done` does, or after `ms`. */
async function orAfter(ms: number, done: Promise<unknown>): Promise<void> {
  const patience = new AbortController()
  const lost = sleep(ms, undefined, { signal: patience.signal }).catch(() => undefined)
  await Promise.race([done, lost])
  patience.abort()
}
