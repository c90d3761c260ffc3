import type { Kysely } from 'kysely'

/** Who has a role: a market asks at its start whether the demo's people are in it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.createIndex('user_role_role').on('user_role').column('role').execute()
}
