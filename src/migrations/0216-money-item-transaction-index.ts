import type { Kysely } from 'kysely'

/** The provider is listed again and again: each of its transactions counts once. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.createIndex('money_item_transaction').on('money_item').columns(['transaction_id']).unique().execute()
}
