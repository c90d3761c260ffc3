import { sql, type Kysely } from 'kysely'
import { columns, strict } from './columns.ts'

/** One row a booking; state, facts and version change together. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const column = columns(db)
  await db.schema
    .createTable('booking')
    .$call(strict(db))
    .addColumn('id', column.id, (c) => c.notNull().primaryKey())
    .addColumn('listing_id', column.id, (c) => c.notNull())
    .addColumn('unit_id', column.id, (c) => c.notNull())
    .addColumn('host_id', column.id, (c) => c.notNull())
    .addColumn('guest_id', column.id, (c) => c.notNull())
    .addColumn('state', column.code(20), (c) => c.notNull())
    .addColumn('check_in', column.night, (c) => c.notNull())
    .addColumn('check_out', column.night, (c) => c.notNull())
    .addColumn('check_in_at', column.instant, (c) => c.notNull())
    .addColumn('check_out_at', column.instant, (c) => c.notNull())
    .addColumn('adults', column.count, (c) => c.notNull())
    .addColumn('children', column.count, (c) => c.notNull())
    .addColumn('infants', column.count, (c) => c.notNull())
    .addColumn('pets', column.count, (c) => c.notNull())
    .addColumn('total_minor', column.minor, (c) => c.notNull())
    .addColumn('currency', column.currency, (c) => c.notNull())
    .addColumn('snapshot', column.long, (c) => c.notNull())
    .addColumn('facts', column.long, (c) => c.notNull())
    .addColumn('guest_name', column.text(200), (c) => c.notNull())
    .addColumn('guest_phone', column.text(40), (c) => c.notNull())
    .addColumn('guest_note', column.text(2000), (c) => c.notNull())
    .addColumn('hold_expires_at', column.instant)
    .addColumn('created_at', column.instant, (c) => c.notNull())
    .addColumn('version', column.whole, (c) => c.notNull())
    .addCheckConstraint('booking_order', sql`check_in < check_out`)
    .execute()
}
