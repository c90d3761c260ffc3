import type { Kysely } from 'kysely'
import { columns, strict } from './columns.ts'

/** What is there, one row an amenity. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const column = columns(db)
  await db.schema
    .createTable('listing_amenity')
    .$call(strict(db))
    .addColumn('listing_id', column.id, (c) => c.notNull())
    .addColumn('amenity', column.code(60), (c) => c.notNull())
    .addPrimaryKeyConstraint('listing_amenity_pk', ['listing_id', 'amenity'])
    .execute()
}
