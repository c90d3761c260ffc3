import type { Kysely } from 'kysely'
import { columns, strict } from './columns.ts'

/** The two reviews of one stay, bumped first by whoever writes one: two at the same moment meet here, and the later sees the earlier. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const column = columns(db)
  await db.schema
    .createTable('review_pair')
    .$call(strict(db))
    .addColumn('booking_id', column.id, (c) => c.notNull().primaryKey())
    .addColumn('published_at', column.instant)
    .addColumn('version', column.whole, (c) => c.notNull())
    .execute()
}
