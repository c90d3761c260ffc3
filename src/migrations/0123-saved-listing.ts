import type { Kysely } from 'kysely'
import { columns, strict } from './columns.ts'

/**
 * A listing on a list, once. Its title is kept as it was when it was saved: of a home that is not on offer any more that is what
 * its saver still knows.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const column = columns(db)
  await db.schema
    .createTable('saved_listing')
    .$call(strict(db, { withoutRowid: true }))
    .addColumn('list_id', column.id, (c) => c.notNull())
    .addColumn('listing_id', column.id, (c) => c.notNull())
    .addColumn('title', column.text(200), (c) => c.notNull())
    .addColumn('saved_at', column.instant, (c) => c.notNull())
    .addPrimaryKeyConstraint('saved_listing_key', ['list_id', 'listing_id'])
    .execute()
}
