import type { Kysely } from 'kysely'

/** A host's reservations by arrival. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.createIndex('booking_host').on('booking').columns(['host_id', 'check_in']).execute()
}
