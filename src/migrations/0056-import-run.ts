import type { Kysely } from 'kysely'
import { columns, strict } from './columns.ts'

/** One row an import of one folder's content; a run that was cut off goes on at its position. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const column = columns(db)
  await db.schema
    .createTable('import_run')
    .$call(strict(db))
    .addColumn('id', column.id, (c) => c.notNull().primaryKey())
    .addColumn('source', column.code(40), (c) => c.notNull())
    .addColumn('input_hash', column.code(64), (c) => c.notNull())
    .addColumn('state', column.code(12), (c) => c.notNull())
    .addColumn('position', column.whole, (c) => c.notNull())
    .addColumn('report', column.long, (c) => c.notNull())
    .addColumn('started_at', column.instant, (c) => c.notNull())
    .addColumn('ended_at', column.instant)
    .execute()
}
