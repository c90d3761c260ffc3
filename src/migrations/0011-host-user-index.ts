import type { Kysely } from 'kysely'

/** One host a user; also finds a user's own. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.createIndex('host_user').on('host').columns(['user_id']).unique().execute()
}
