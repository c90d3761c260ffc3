import type { Kysely } from 'kysely'

/** An import finds the host it made before. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.createIndex('host_source').on('host').columns(['source', 'source_id']).unique().execute()
}
