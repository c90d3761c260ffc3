import type { Kysely } from 'kysely'

/** A host's own listings. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.createIndex('listing_host').on('listing').columns(['host_id']).execute()
}
