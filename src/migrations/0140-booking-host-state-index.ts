import type { Kysely } from 'kysely'

/** A host's reservations of one state by arrival: those to come are found without reading those that are over. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.createIndex('booking_host_state').on('booking').columns(['host_id', 'state', 'check_in', 'id']).execute()
}
