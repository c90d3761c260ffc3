import type { Kysely } from 'kysely'

/** A booking's alterations in the order in which they were proposed. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.createIndex('alteration_booking').on('alteration').columns(['booking_id', 'created_at', 'id']).execute()
}
