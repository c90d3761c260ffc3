import type { Kysely } from 'kysely'

/** The provider's events name the session. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.createIndex('payment_session').on('payment').columns(['session_id']).unique().execute()
}
