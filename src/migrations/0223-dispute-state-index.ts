import type { Kysely } from 'kysely'

/** The poller asks for what is not decided. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.createIndex('dispute_state').on('dispute').columns(['state', 'id']).execute()
}
