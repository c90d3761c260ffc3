import type { Kysely } from 'kysely'
import { columns, strict } from './columns.ts'

/** The version that every change to a unit's nights bumps first, so that concurrent changes meet here. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const column = columns(db)
  await db.schema
    .createTable('unit_calendar')
    .$call(strict(db))
    .addColumn('unit_id', column.id, (c) => c.notNull().primaryKey())
    .addColumn('version', column.whole, (c) => c.notNull())
    .execute()
}
