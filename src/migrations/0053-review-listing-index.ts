import type { Kysely } from 'kysely'

/** A listing's reviews, newest first. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.createIndex('review_listing').on('review').columns(['listing_id', 'posted_on', 'id']).execute()
}
