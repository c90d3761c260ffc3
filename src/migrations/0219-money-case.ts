import type { Kysely } from 'kysely'
import { columns, strict } from './columns.ts'

/** What a person should look into: money that does not add up, or that is stuck. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const column = columns(db)
  await db.schema
    .createTable('money_case')
    .$call(strict(db))
    .addColumn('id', column.id, (c) => c.notNull().primaryKey())
    .addColumn('about', column.code(200), (c) => c.notNull())
    .addColumn('kind', column.code(24), (c) => c.notNull())
    .addColumn('booking_id', column.id)
    .addColumn('state', column.code(8), (c) => c.notNull())
    .addColumn('facts', column.words, (c) => c.notNull())
    .addColumn('opened_at', column.instant, (c) => c.notNull())
    .addColumn('closed_at', column.instant)
    .addColumn('closed_by', column.id)
    .addColumn('note', column.text(1000), (c) => c.notNull())
    .addColumn('version', column.whole, (c) => c.notNull())
    .execute()
}
