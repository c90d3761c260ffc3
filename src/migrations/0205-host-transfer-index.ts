import type { Kysely } from 'kysely'

/** A booking's transfers. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.createIndex('host_transfer_booking').on('host_transfer').columns(['booking_id']).execute()
}
