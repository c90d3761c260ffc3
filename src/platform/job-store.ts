import type { Insertable } from 'kysely'
import type { Tx } from './db.ts'
import type { Tables } from './tables.ts'

type NewJob = Pick<Insertable<Tables['job']>, 'id' | 'kind' | 'payload' | 'run_at' | 'created_at'>

export async function insertJob(tx: Tx, job: NewJob): Promise<void> {
  const fresh = { state: 'ready', attempts: 0, lease: null, lease_until: 0 as Tables['job']['lease_until'], last_error: null, ended_at: null } as const
  await tx.insertInto('job').values({ ...job, ...fresh }).execute()
}
