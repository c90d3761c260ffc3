import type { Kysely } from 'kysely'
import { columns, strict } from './columns.ts'

/** Work to do outside of transactions, at least once. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const column = columns(db)
  await db.schema
    .createTable('job')
    .$call(strict(db))
    .addColumn('id', column.id, (c) => c.notNull().primaryKey())
    .addColumn('kind', column.code(60), (c) => c.notNull())
    .addColumn('payload', column.long, (c) => c.notNull())
    .addColumn('state', column.code(8), (c) => c.notNull())
    .addColumn('run_at', column.instant, (c) => c.notNull())
    .addColumn('attempts', column.count, (c) => c.notNull())
    .addColumn('lease', column.id)
    .addColumn('lease_until', column.instant, (c) => c.notNull())
    .addColumn('last_error', column.text(2000))
    .addColumn('created_at', column.instant, (c) => c.notNull())
    .addColumn('ended_at', column.instant)
    .execute()
}
