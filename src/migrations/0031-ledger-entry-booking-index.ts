import type { Kysely } from 'kysely'

/** A booking's entries. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.createIndex('ledger_entry_booking').on('ledger_entry').columns(['booking_id']).execute()
}
