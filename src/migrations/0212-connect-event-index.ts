import type { Kysely } from 'kysely'

/** Old ones are swept. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.createIndex('connect_event_time').on('connect_event').columns(['received_at']).execute()
}
