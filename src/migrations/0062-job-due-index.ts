import type { Kysely } from 'kysely'

/** Jobs that are due. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.createIndex('job_due').on('job').columns(['state', 'run_at', 'lease_until']).execute()
}
