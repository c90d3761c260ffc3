import type { Kysely } from 'kysely'

/** A booking's payments. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.createIndex('payment_booking').on('payment').columns(['booking_id']).execute()
}
