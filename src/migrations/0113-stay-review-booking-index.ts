import type { Kysely } from 'kysely'

/** A side has one review of a stay. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.createIndex('stay_review_booking').on('stay_review').columns(['booking_id', 'side']).unique().execute()
}
