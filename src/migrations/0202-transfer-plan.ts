import type { Kysely } from 'kysely'
import { columns, strict } from './columns.ts'

/** When a booking's money is to go to its host. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const column = columns(db)
  await db.schema
    .createTable('transfer_plan')
    .$call(strict(db))
    .addColumn('booking_id', column.id, (c) => c.notNull().primaryKey())
    .addColumn('host_id', column.id, (c) => c.notNull())
    .addColumn('due_at', column.instant, (c) => c.notNull())
    .addColumn('first_stay', column.flag, (c) => c.notNull())
    .addColumn('state', column.code(20), (c) => c.notNull())
    .addColumn('version', column.whole, (c) => c.notNull())
    .execute()
}
