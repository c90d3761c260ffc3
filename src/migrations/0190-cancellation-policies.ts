import type { Kysely } from 'kysely'
import { columns, strict } from './columns.ts'

/** Policies that the operator made. Presets are the product's own and have no rows; bookings keep copies. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const column = columns(db)
  await db.schema
    .createTable('cancellation_policy')
    .$call(strict(db))
    .addColumn('id', column.id, (c) => c.primaryKey().notNull())
    .addColumn('name', column.text(60), (c) => c.notNull())
    // In lower case: no two names differ in that alone.
    .addColumn('name_key', column.text(120), (c) => c.notNull())
    .addColumn('terms', column.words, (c) => c.notNull())
    .addColumn('offered', column.flag, (c) => c.notNull())
    .addColumn('created_at', column.instant, (c) => c.notNull())
    .addColumn('changed_at', column.instant, (c) => c.notNull())
    .addColumn('version', column.count, (c) => c.notNull())
    .execute()
}
