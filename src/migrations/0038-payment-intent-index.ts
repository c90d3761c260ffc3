import type { Kysely } from 'kysely'

/** The provider's events name the intent. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.createIndex('payment_intent').on('payment').columns(['intent_id']).unique().execute()
}
