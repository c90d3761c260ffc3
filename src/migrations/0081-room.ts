import type { Kysely } from 'kysely'
import { columns, strict } from './columns.ts'

/** Rooms to sleep in, in the host's order, each with its beds as JSON. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const column = columns(db)
  await db.schema
    .createTable('room')
    .$call(strict(db, { withoutRowid: true }))
    .addColumn('listing_id', column.id, (c) => c.notNull())
    .addColumn('position', column.count, (c) => c.notNull())
    .addColumn('name', column.text(60), (c) => c.notNull())
    .addColumn('note', column.text(160), (c) => c.notNull())
    .addColumn('beds', column.words, (c) => c.notNull())
    .addPrimaryKeyConstraint('room_pk', ['listing_id', 'position'])
    .execute()
}
