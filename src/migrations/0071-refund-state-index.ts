import type { Kysely } from 'kysely'

/** Refunds that the provider has taken but not ended, which the poller asks about. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.createIndex('refund_state').on('refund').columns(['state', 'created_at']).execute()
}
