import type { Kysely } from 'kysely'
import { columns, strict } from './columns.ts'

/** How far the comparison with the provider has come: one row, id 'money'. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const column = columns(db)
  await db.schema
    .createTable('reconciliation')
    .$call(strict(db))
    .addColumn('id', column.code(20), (c) => c.notNull().primaryKey())
    .addColumn('turn_at', column.instant, (c) => c.notNull())
    .addColumn('deep_at', column.instant, (c) => c.notNull())
    .addColumn('ours_from', column.instant)
    .addColumn('theirs_from', column.instant)
    .addColumn('done_at', column.instant)
    .addColumn('version', column.whole, (c) => c.notNull())
    .execute()
}
