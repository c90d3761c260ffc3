import { sql, type Kysely } from 'kysely'
import { columns, strict } from './columns.ts'

/** How many nights a stay must have at least that begins on some days: half-open ranges that never overlap within a listing. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const column = columns(db)
  await db.schema
    .createTable('stay_rule')
    .$call(strict(db))
    .addColumn('listing_id', column.id, (c) => c.notNull())
    .addColumn('from_night', column.night, (c) => c.notNull())
    .addColumn('until_night', column.night, (c) => c.notNull())
    .addColumn('nights_min', column.count, (c) => c.notNull())
    .addPrimaryKeyConstraint('stay_rule_pk', ['listing_id', 'from_night'])
    .addCheckConstraint('stay_rule_order', sql`from_night < until_night and nights_min >= 1`)
    .execute()
}
