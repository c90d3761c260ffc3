import type { Kysely } from 'kysely'

/** All that was given back of a booking. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.createIndex('booking_refund_booking').on('booking_refund').columns(['booking_id', 'given_at', 'id']).execute()
}
