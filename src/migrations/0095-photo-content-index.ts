import type { Kysely } from 'kysely'

/** A file sent twice, after a lost connection, makes one photo. Both databases let many rows have no hash. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.createIndex('photo_content').on('photo').columns(['listing_id', 'content_hash']).unique().execute()
}
