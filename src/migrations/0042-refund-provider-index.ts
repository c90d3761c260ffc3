import type { Kysely } from 'kysely'

/** The provider's events name the refund. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.createIndex('refund_provider').on('refund').columns(['provider_id']).unique().execute()
}
