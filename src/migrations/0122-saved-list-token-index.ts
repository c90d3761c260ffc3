import type { Kysely } from 'kysely'

/** The list that a shared link opens. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.createIndex('saved_list_token').on('saved_list').column('share_token').unique().execute()
}
