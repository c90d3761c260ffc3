import { sql, type Kysely } from 'kysely'
import { columns, strict } from './columns.ts'

/** What outside sources say is taken, per source, as half-open ranges; only effective nights enter night_claim. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const column = columns(db)
  await db.schema
    .createTable('imported_range')
    .$call(strict(db))
    .addColumn('unit_id', column.id, (c) => c.notNull())
    .addColumn('source', column.code(40), (c) => c.notNull())
    .addColumn('from_night', column.night, (c) => c.notNull())
    .addColumn('until_night', column.night, (c) => c.notNull())
    .addPrimaryKeyConstraint('imported_range_pk', ['unit_id', 'source', 'from_night'])
    .addCheckConstraint('imported_range_order', sql`from_night < until_night`)
    .execute()
}
