import type { Kysely } from 'kysely'

/** Holds that are over. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.createIndex('booking_hold').on('booking').columns(['state', 'hold_expires_at']).execute()
}
