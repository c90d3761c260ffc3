import type { Kysely } from 'kysely'

/** A token is found by what it is for. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.createIndex('verification_identifier_idx').on('verification').columns(['identifier']).execute()
}
