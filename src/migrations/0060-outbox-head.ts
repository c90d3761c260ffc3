import type { Kysely } from 'kysely'
import { columns, strict } from './columns.ts'

/** The last number given, and the lease of who gives the next: one row. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const column = columns(db)
  await db.schema
    .createTable('outbox_head')
    .$call(strict(db))
    .addColumn('id', column.code(10), (c) => c.notNull().primaryKey())
    .addColumn('seq', column.whole, (c) => c.notNull())
    .addColumn('lease', column.id)
    .addColumn('lease_until', column.instant, (c) => c.notNull())
    .execute()
}
