import { once } from 'node:events'
import { hourMs, later, secondMs } from '../kernel/clock.ts'
import { FencedError } from '../kernel/fence.ts'
import type { Random } from '../kernel/random.ts'
import { afterCommit, write, type Tx } from './db.ts'
import type { Deps } from './deps.ts'
import type { JobId } from './enqueue.ts'
import { markDead, markDone, postpone, renewLease, type LeasedJob } from './job-store.ts'
import { failureText } from './redaction.ts'
import type { Log, Metrics } from './telemetry.ts'
import type { Timers } from './timers.ts'

/** What a handler may know and do beyond its payload. */
export type RunningJob = {
  id: JobId
  /** 1 for the first. */
  attempt: number
  /** Aborted when the lease is lost, the job takes too long, or the process ends: another may be doing the job from then on. */
  signal: AbortSignal
  /**
   * Marks the job done in the transaction of its effect, so that the effect commits exactly once. @throws JobLostError when
   * the job is no more ours: the transaction rolls back.
   */
  finish(tx: Tx): Promise<void>
}

/**
 * Does a job. It may run again, and beside a process that hangs: it must be harmless twice, or use `finish`.
 * A throw means: later again. A PermanentError means: never.
 */
export type Handler = (payload: never, job: RunningJob) => Promise<void>
export type Handlers = Readonly<Record<string, Handler>>

class JobLostError extends Error {
  override name = 'JobLostError'
}

/** Trying again cannot help: the job goes to the dead letters at once. */
export class PermanentError extends Error {
  override name = 'PermanentError'
}

/** Retried: it failed and will be tried again. Dead: it failed for good. Lost: it is no more ours, and nothing was written. */
export type Outcome = 'done' | 'retried' | 'dead' | 'lost'

export type Bench = Deps & {
  handlers: Handlers
  log: Log
  metrics: Pick<Metrics, 'observeJob'> | undefined
  leaseMs: number
  attemptsMax: number
  runMsMax: number
  timers: Timers
}

const retryPauseMsMin = secondMs
const retryPauseMsMax = hourMs

/** Doubles with each failed attempt, up to an hour, and is somewhere in the upper half of that: many that failed together don't return together. */
export function retryPauseMs(failedAttempts: number, random: Random): number {
  const longest = Math.min(retryPauseMsMin * 2 ** (failedAttempts - 1), retryPauseMsMax)
  return longest - random.below(longest / 2)
}

/** Runs one leased job to its outcome and writes that down. `ending`: the process won't wait for it, and renews no more. */
export async function runJob(bench: Bench, job: LeasedJob, ending: AbortSignal): Promise<Outcome> {
  const { clock, log, metrics } = bench
  const startedAt = clock.now()
  const outcome = await attempt(bench, job, ending)
  metrics?.observeJob({ kind: job.kind, outcome, seconds: (clock.now() - startedAt) / secondMs })
  if (outcome === 'lost') log.warn({ jobId: job.id, kind: job.kind }, 'a job was taken over while it ran')
  return outcome
}

async function attempt(bench: Bench, job: LeasedJob, ending: AbortSignal): Promise<Outcome> {
  // Only an attempt that never came back leaves the count too high: the job took its process down each time.
  if (job.attempts > bench.attemptsMax) return bury(bench, job, new Error('no attempt came to an end'))
  const stop = new AbortController()
  const callOff = [keepLease(bench, job, stop, ending), limitTime(bench, stop)]
  let finished = false
  const onFinish = () => (finished = true)
  try {
    const signal = AbortSignal.any([stop.signal, ending])
    await Promise.race([handle(bench, job, signal, onFinish), aborted(stop.signal)])
    if (finished) return 'done'
    return (await write(bench.db, (tx) => markDone(tx, job, bench.clock.now()))) ? 'done' : 'lost'
  } catch (thrown) {
    if (thrown instanceof FencedError) throw thrown
    if (finished) bench.log.warn({ err: thrown, jobId: job.id, kind: job.kind }, 'a job failed after its effect')
    if (finished) return 'done'
    return thrown instanceof JobLostError ? 'lost' : await failed(bench, job, thrown)
  } finally {
    for (const each of callOff) each()
  }
}

async function handle({ clock, handlers }: Bench, job: LeasedJob, signal: AbortSignal, onFinish: () => void): Promise<void> {
  const handler = handlers[job.kind]
  if (!handler) throw new Error(`no handler for jobs of kind ${job.kind}`)
  const finish = async (tx: Tx) => {
    if (!(await markDone(tx, job, clock.now()))) throw new JobLostError('this job is no more ours')
    afterCommit(tx, onFinish)
  }
  await handler(job.payload, { id: job.id, attempt: job.attempts, signal, finish })
}

/** Renews three times a lease, so that one failed write costs nothing. */
function keepLease(bench: Bench, job: LeasedJob, stop: AbortController, ending: AbortSignal): () => void {
  const { db, clock, log, leaseMs, timers } = bench
  const renew = async () => {
    if (ending.aborted || stop.signal.aborted) return
    const ours = await write(db, (tx) => renewLease(tx, job, later(clock.now(), leaseMs)))
    if (!ours) stop.abort(new JobLostError('this job is no more ours'))
  }
  const onError = (thrown: unknown) => log.error({ err: thrown, jobId: job.id, kind: job.kind }, 'a lease could not be renewed')
  return timers.every(leaseMs / 3, () => void renew().catch(onError))
}

function limitTime({ runMsMax, timers }: Bench, stop: AbortController): () => void {
  return timers.after(runMsMax, () => stop.abort(new Error(`took longer than ${runMsMax} ms`)))
}

/** Throws why `signal` was aborted, once it is. */
async function aborted(signal: AbortSignal): Promise<void> {
  await once(signal, 'abort')
  signal.throwIfAborted()
}

async function failed(bench: Bench, job: LeasedJob, thrown: unknown): Promise<Outcome> {
  if (thrown instanceof PermanentError || job.attempts >= bench.attemptsMax) return bury(bench, job, thrown)
  const { db, clock, random, log } = bench
  log.warn({ err: thrown, jobId: job.id, kind: job.kind, attempt: job.attempts }, 'a job failed and will be tried again')
  const runAt = later(clock.now(), retryPauseMs(job.attempts, random))
  return (await write(db, (tx) => postpone(tx, job, runAt, failureText(thrown)))) ? 'retried' : 'lost'
}

async function bury({ db, clock, log }: Bench, job: LeasedJob, thrown: unknown): Promise<Outcome> {
  log.error({ err: thrown, jobId: job.id, kind: job.kind, attempt: job.attempts }, 'a job failed for good')
  return (await write(db, (tx) => markDead(tx, job, clock.now(), failureText(thrown)))) ? 'dead' : 'lost'
}
