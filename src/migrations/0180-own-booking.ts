import { sql, type Kysely } from 'kysely'
import { columns, strict } from './columns.ts'

/** Nights that a host has given away outside of the market: by phone, or at the door. No money of ours hangs on them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const column = columns(db)
  await db.schema
    .createTable('own_booking')
    .$call(strict(db))
    .addColumn('id', column.id, (c) => c.notNull().primaryKey())
    .addColumn('host_id', column.id, (c) => c.notNull())
    .addColumn('listing_id', column.id, (c) => c.notNull())
    .addColumn('unit_id', column.id, (c) => c.notNull())
    .addColumn('check_in', column.night, (c) => c.notNull())
    .addColumn('check_out', column.night, (c) => c.notNull())
    .addColumn('adults', column.count, (c) => c.notNull())
    .addColumn('children', column.count, (c) => c.notNull())
    .addColumn('infants', column.count, (c) => c.notNull())
    .addColumn('pets', column.count, (c) => c.notNull())
    .addColumn('guest_name', column.text(200), (c) => c.notNull())
    .addColumn('guest_phone', column.text(40), (c) => c.notNull())
    .addColumn('guest_note', column.text(2000), (c) => c.notNull())
    .addColumn('created_at', column.instant, (c) => c.notNull())
    .addColumn('version', column.whole, (c) => c.notNull())
    .addCheckConstraint('own_booking_order', sql`check_in < check_out`)
    .execute()
}
