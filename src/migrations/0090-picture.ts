import type { Kysely } from 'kysely'
import { columns, strict } from './columns.ts'

/** Every picture in the file store, from before its first file is written until after its last one is deleted. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const column = columns(db)
  await db.schema
    .createTable('picture')
    .$call(strict(db))
    .addColumn('file_key', column.code(120), (c) => c.notNull().primaryKey())
    .addColumn('kind', column.code(20), (c) => c.notNull())
    .addColumn('state', column.code(20), (c) => c.notNull())
    .addColumn('created_at', column.instant, (c) => c.notNull())
    .execute()
}
