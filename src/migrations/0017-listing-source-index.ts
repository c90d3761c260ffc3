import type { Kysely } from 'kysely'

/** An import finds the listing it made before. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.createIndex('listing_source').on('listing').columns(['source', 'source_id']).unique().execute()
}
