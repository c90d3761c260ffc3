import type { Kysely } from 'kysely'
import { columns, strict } from './columns.ts'

/** One row a business fact; its id derives from the fact, so the fact cannot be booked twice. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const column = columns(db)
  await db.schema
    .createTable('ledger_entry')
    .$call(strict(db))
    .addColumn('id', column.id, (c) => c.notNull().primaryKey())
    .addColumn('reason', column.code(60), (c) => c.notNull())
    .addColumn('booking_id', column.id)
    .addColumn('input_hash', column.code(64), (c) => c.notNull())
    .addColumn('posted_at', column.instant, (c) => c.notNull())
    .execute()
}
