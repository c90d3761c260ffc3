import type { Kysely } from 'kysely'

/** The dispute itself says whether it keeps a booking's money from its host: a copy of that could come late, and stay. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropTable('transfer_freeze').execute()
}
