import { write, type Db } from './db.ts'
import type { Deps } from './deps.ts'
import type { JobId } from './enqueue.ts'
import { findDead, reviveJobs, type DeadJob } from './job-store.ts'
export type { DeadJob } from './job-store.ts'

export const deadListMax = 500

/** The jobs that failed for good, longest dead first. What `lastError` says is free of personal data and secrets. */
export async function listDead(db: Db, limit: number = deadListMax): Promise<DeadJob[]> {
  return findDead(db, Math.min(limit, deadListMax))
}

/** Gives dead jobs all their attempts again, from now on. @returns how many of `ids` were dead. */
export async function retryDead({ db, clock }: Pick<Deps, 'db' | 'clock'>, ids: readonly JobId[]): Promise<number> {
  return write(db, (tx) => reviveJobs(tx, ids, clock.now()))
}
