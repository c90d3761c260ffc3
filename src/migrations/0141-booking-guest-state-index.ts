import type { Kysely } from 'kysely'

/** A guest's trips of one state by arrival. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.createIndex('booking_guest_state').on('booking').columns(['guest_id', 'state', 'check_in', 'id']).execute()
}
