import type { Kysely } from 'kysely'
import { columns, strict } from './columns.ts'

/** A listing's pictures in order; the files are in the file store. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const column = columns(db)
  await db.schema
    .createTable('photo')
    .$call(strict(db))
    .addColumn('id', column.id, (c) => c.notNull().primaryKey())
    .addColumn('listing_id', column.id, (c) => c.notNull())
    .addColumn('position', column.count, (c) => c.notNull())
    .addColumn('alt', column.text(255), (c) => c.notNull())
    .addColumn('file_key', column.code(120), (c) => c.notNull())
    .addColumn('width', column.count, (c) => c.notNull())
    .addColumn('height', column.count, (c) => c.notNull())
    .addColumn('colour', column.code(7), (c) => c.notNull())
    .execute()
}
