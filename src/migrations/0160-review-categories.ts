import type { Kysely } from 'kysely'
import { columns, strict } from './columns.ts'

/** What a review from elsewhere says of the six categories. One of a stay here has them in `stay_review`, hidden until it is published. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const column = columns(db)
  await db.schema
    .createTable('review_categories')
    .$call(strict(db))
    .addColumn('review_id', column.id, (c) => c.notNull().primaryKey())
    .addColumn('cleanliness', column.count, (c) => c.notNull())
    .addColumn('accuracy', column.count, (c) => c.notNull())
    .addColumn('check_in', column.count, (c) => c.notNull())
    .addColumn('communication', column.count, (c) => c.notNull())
    .addColumn('location', column.count, (c) => c.notNull())
    .addColumn('value', column.count, (c) => c.notNull())
    .execute()
}
