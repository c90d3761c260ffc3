import type { Kysely } from 'kysely'

/** How one person can sign in. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.createIndex('account_userId_idx').on('account').columns(['userId']).execute()
}
