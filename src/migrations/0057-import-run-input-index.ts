import type { Kysely } from 'kysely'

/** Finds the run to go on with. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.createIndex('import_run_input').on('import_run').columns(['source', 'input_hash']).execute()
}
