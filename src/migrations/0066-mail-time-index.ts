import type { Kysely } from 'kysely'

/** Newest first. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.createIndex('mail_time').on('mail').columns(['created_at']).execute()
}
