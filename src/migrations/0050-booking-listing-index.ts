import type { Kysely } from 'kysely'

/** A listing's reservations. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.createIndex('booking_listing').on('booking').columns(['listing_id', 'check_in']).execute()
}
