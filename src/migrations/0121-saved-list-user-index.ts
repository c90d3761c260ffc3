import type { Kysely } from 'kysely'

/** A person's lists, oldest first. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.createIndex('saved_list_user').on('saved_list').columns(['user_id', 'created_at']).execute()
}
