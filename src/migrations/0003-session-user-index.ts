import type { Kysely } from 'kysely'

/** A person's sessions: to list them, and to end them all. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.createIndex('session_userId_idx').on('session').columns(['userId']).execute()
}
