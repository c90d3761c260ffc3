import type { Instant } from '../kernel/clock.ts'
import type { Id } from '../kernel/ids.ts'
import { afterCommit, type Tx } from './db.ts'
import type { TxDeps } from './deps.ts'
import { insertJob } from './job-store.ts'
import { newSignal } from './signal.ts'

export type JobId = Id<'job'>

const enqueued = newSignal()

/**
 * Writes a job in the same transaction as the reason for it. It runs at least once, after the commit, at `runAt` or later:
 * its handler must stand being run twice. @returns the job's id, for running it inline.
 */
export async function enqueue(
  tx: Tx,
  { clock, ids }: TxDeps,
  job: { kind: string; payload: Record<string, unknown>; runAt?: Instant },
): Promise<JobId> {
  const id = ids.next<'job'>()
  const now = clock.now()
  await insertJob(tx, { id, kind: job.kind, payload: JSON.stringify(job.payload), created_at: now, run_at: job.runAt ?? now })
  afterCommit(tx, enqueued.fire)
  return id
}

/** Calls `waker` soon after each commit in this process that wrote a job, until the returned function is called. */
export const onEnqueued = enqueued.on
