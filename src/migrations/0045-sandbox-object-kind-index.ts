import type { Kysely } from 'kysely'

/** Lists and due deliveries. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.createIndex('sandbox_object_kind').on('sandbox_object').columns(['kind', 'created_at']).execute()
}
