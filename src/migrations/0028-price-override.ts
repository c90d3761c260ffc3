import { sql, type Kysely } from 'kysely'
import { columns, strict } from './columns.ts'

/** Nightly prices for some dates: half-open ranges that never overlap within a listing. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const column = columns(db)
  await db.schema
    .createTable('price_override')
    .$call(strict(db))
    .addColumn('listing_id', column.id, (c) => c.notNull())
    .addColumn('from_night', column.night, (c) => c.notNull())
    .addColumn('until_night', column.night, (c) => c.notNull())
    .addColumn('nightly_minor', column.minor, (c) => c.notNull())
    .addPrimaryKeyConstraint('price_override_pk', ['listing_id', 'from_night'])
    .addCheckConstraint('price_override_order', sql`from_night < until_night and nightly_minor >= 0`)
    .execute()
}
