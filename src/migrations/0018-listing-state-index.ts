import type { Kysely } from 'kysely'

/** Published listings in order of id, by pages: how search fills its index. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.createIndex('listing_state').on('listing').columns(['state', 'id']).execute()
}
