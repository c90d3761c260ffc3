import type { Kysely } from 'kysely'
import { columns, strict } from './columns.ts'

/** Other dates or guests for a booking that is agreed, proposed by one side: what was agreed before, and what would be. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const column = columns(db)
  await db.schema
    .createTable('alteration')
    .$call(strict(db))
    .addColumn('id', column.id, (c) => c.notNull().primaryKey())
    .addColumn('booking_id', column.id, (c) => c.notNull())
    .addColumn('open_of', column.id)
    .addColumn('proposed_by', column.code(8), (c) => c.notNull())
    .addColumn('state', column.code(20), (c) => c.notNull())
    .addColumn('payment_id', column.id)
    .addColumn('facts', column.long, (c) => c.notNull())
    .addColumn('agreed', column.long, (c) => c.notNull())
    .addColumn('proposed', column.long, (c) => c.notNull())
    .addColumn('created_at', column.instant, (c) => c.notNull())
    .addColumn('version', column.whole, (c) => c.notNull())
    .execute()
}
