import type { Kysely } from 'kysely'

/** An import finds the review it made before. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.createIndex('review_source').on('review').columns(['source', 'source_id']).unique().execute()
}
