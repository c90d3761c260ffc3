import type { Kysely } from 'kysely'

/** A listing's pictures in order. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.createIndex('photo_listing').on('photo').columns(['listing_id', 'position']).unique().execute()
}
