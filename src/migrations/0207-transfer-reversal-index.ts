import type { Kysely } from 'kysely'

/** A booking's reversals. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.createIndex('transfer_reversal_booking').on('transfer_reversal').columns(['booking_id']).execute()
}
