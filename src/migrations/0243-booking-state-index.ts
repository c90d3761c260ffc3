import type { Kysely } from 'kysely'

/** Bookings of one state in order: those that are not over are walked through without reading all that ever were. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.createIndex('booking_state').on('booking').columns(['state', 'id']).execute()
}
