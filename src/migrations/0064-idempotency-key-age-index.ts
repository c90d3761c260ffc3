import type { Kysely } from 'kysely'

/** Old keys are swept. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.createIndex('idempotency_key_age').on('idempotency_key').columns(['created_at']).execute()
}
