import type { Kysely } from 'kysely'
import { columns, strict } from './columns.ts'

/** One row a guest who books, bumped first by every new hold: two holds at once meet here, so that their limits hold. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const column = columns(db)
  await db.schema
    .createTable('booking_guest')
    .$call(strict(db))
    .addColumn('guest_id', column.id, (c) => c.notNull().primaryKey())
    .addColumn('version', column.whole, (c) => c.notNull())
    .execute()
}
