import type { Kysely } from 'kysely'

/** Open payments that the poller asks the provider about. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.createIndex('payment_state').on('payment').columns(['state', 'expires_at']).execute()
}
