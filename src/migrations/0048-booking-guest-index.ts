import type { Kysely } from 'kysely'

/** A guest's trips, newest first; also counts open holds. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.createIndex('booking_by_guest').on('booking').columns(['guest_id', 'created_at']).execute()
}
