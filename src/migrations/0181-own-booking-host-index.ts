import type { Kysely } from 'kysely'

/** A host's own bookings by arrival. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.createIndex('own_booking_host').on('own_booking').columns(['host_id', 'check_in', 'id']).execute()
}
