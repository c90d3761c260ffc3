import { sql, type Kysely } from 'kysely'
import { columns, strict } from './columns.ts'

/** A listing's prices in its currency's minor units. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const column = columns(db)
  await db.schema
    .createTable('price_plan')
    .$call(strict(db))
    .addColumn('listing_id', column.id, (c) => c.notNull().primaryKey())
    .addColumn('base_minor', column.minor, (c) => c.notNull())
    .addColumn('weekend_minor', column.minor)
    .addColumn('weekly_discount_bp', column.count, (c) => c.notNull())
    .addColumn('monthly_discount_bp', column.count, (c) => c.notNull())
    .addColumn('cleaning_minor', column.minor, (c) => c.notNull())
    .addColumn('guests_included', column.count, (c) => c.notNull())
    .addColumn('extra_guest_minor', column.minor, (c) => c.notNull())
    .addColumn('pet_minor', column.minor, (c) => c.notNull())
    .addColumn('version', column.whole, (c) => c.notNull())
    .addCheckConstraint('price_plan_positive', sql`base_minor >= 0 and cleaning_minor >= 0 and extra_guest_minor >= 0 and pet_minor >= 0`)
    .execute()
}
