import type { Kysely } from 'kysely'
import { columns, strict } from './columns.ts'

/** What was given back of a booking, by line and by whoever gave it, and why: what comes back later is cut from the rest. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const column = columns(db)
  await db.schema
    .createTable('booking_refund')
    .$call(strict(db))
    .addColumn('id', column.id, (c) => c.primaryKey().notNull())
    .addColumn('booking_id', column.id, (c) => c.notNull())
    .addColumn('kind', column.code(20), (c) => c.notNull())
    .addColumn('given_by', column.code(20), (c) => c.notNull())
    .addColumn('operator_id', column.id)
    .addColumn('reason', column.text(1000))
    .addColumn('amount_minor', column.minor, (c) => c.notNull())
    .addColumn('currency', column.currency, (c) => c.notNull())
    .addColumn('given', column.words, (c) => c.notNull())
    .addColumn('given_at', column.instant, (c) => c.notNull())
    .execute()
}
