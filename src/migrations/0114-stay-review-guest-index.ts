import type { Kysely } from 'kysely'

/** What hosts said of a guest. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.createIndex('stay_review_guest').on('stay_review').columns(['guest_id', 'side']).execute()
}
