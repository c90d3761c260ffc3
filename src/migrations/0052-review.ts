import type { Kysely } from 'kysely'
import { columns, strict } from './columns.ts'

/** What guests said. Imported reviews carry their source. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const column = columns(db)
  await db.schema
    .createTable('review')
    .$call(strict(db))
    .addColumn('id', column.id, (c) => c.notNull().primaryKey())
    .addColumn('listing_id', column.id, (c) => c.notNull())
    .addColumn('source', column.code(40))
    .addColumn('source_id', column.code(64))
    .addColumn('author_name', column.text(200), (c) => c.notNull())
    .addColumn('body', column.long, (c) => c.notNull())
    .addColumn('posted_on', column.night, (c) => c.notNull())
    .addColumn('rating', column.count)
    .execute()
}
