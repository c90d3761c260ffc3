import type { Kysely } from 'kysely'

/** Operators read the open ones first, newest on top. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.createIndex('money_case_state').on('money_case').columns(['state', 'opened_at', 'id']).execute()
}
