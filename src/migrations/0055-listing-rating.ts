import type { Kysely } from 'kysely'
import { columns, strict } from './columns.ts'

/** Averages as shown, kept when reviews change. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const column = columns(db)
  await db.schema
    .createTable('listing_rating')
    .$call(strict(db))
    .addColumn('listing_id', column.id, (c) => c.notNull().primaryKey())
    .addColumn('review_count', column.count, (c) => c.notNull())
    .addColumn('rating_hundredths', column.count)
    .addColumn('latest_on', column.night)
    .execute()
}
