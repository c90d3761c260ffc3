import type { Kysely } from 'kysely'

/** A listing's units in order. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.createIndex('unit_listing').on('unit').columns(['listing_id', 'position']).unique().execute()
}
