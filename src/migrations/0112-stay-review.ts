import type { Kysely } from 'kysely'
import { columns, strict } from './columns.ts'

/**
 * What one side of a stay wrote. Kept apart from `review`, which everybody reads: a row gets there when it is published, so that
 * no query of public things can come upon a hidden one.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const column = columns(db)
  await db.schema
    .createTable('stay_review')
    .$call(strict(db))
    .addColumn('id', column.id, (c) => c.notNull().primaryKey())
    .addColumn('booking_id', column.id, (c) => c.notNull())
    .addColumn('side', column.code(5), (c) => c.notNull())
    .addColumn('listing_id', column.id, (c) => c.notNull())
    .addColumn('host_id', column.id, (c) => c.notNull())
    .addColumn('guest_id', column.id, (c) => c.notNull())
    .addColumn('nights', column.count, (c) => c.notNull())
    .addColumn('rating', column.count, (c) => c.notNull())
    .addColumn('cleanliness', column.count)
    .addColumn('accuracy', column.count)
    .addColumn('check_in', column.count)
    .addColumn('communication', column.count)
    .addColumn('location', column.count)
    .addColumn('value', column.count)
    .addColumn('body', column.long, (c) => c.notNull())
    .addColumn('private_note', column.long, (c) => c.notNull())
    .addColumn('written_at', column.instant, (c) => c.notNull())
    .execute()
}
