import type { Kysely } from 'kysely'
import { columns, strict } from './columns.ts'

/** Interchangeable units of a listing: a flat has one, an inn may have ten. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const column = columns(db)
  await db.schema
    .createTable('unit')
    .$call(strict(db))
    .addColumn('id', column.id, (c) => c.notNull().primaryKey())
    .addColumn('listing_id', column.id, (c) => c.notNull())
    .addColumn('position', column.count, (c) => c.notNull())
    .addColumn('name', column.text(80), (c) => c.notNull())
    .execute()
}
