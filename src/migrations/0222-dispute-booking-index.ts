import type { Kysely } from 'kysely'

/** Whether a booking is disputed is asked before its host is paid. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.createIndex('dispute_booking').on('dispute').columns(['booking_id']).execute()
}
