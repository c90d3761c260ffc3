import type { Kysely } from 'kysely'
import { columns, strict } from './columns.ts'

/** What people tell others of themselves, beside better-auth's own row. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const column = columns(db)
  await db.schema
    .createTable('profile')
    .$call(strict(db))
    .addColumn('user_id', column.id, (c) => c.notNull().primaryKey())
    .addColumn('shown_name', column.text(100), (c) => c.notNull())
    .addColumn('about', column.long, (c) => c.notNull())
    .addColumn('languages', column.code(200), (c) => c.notNull())
    .execute()
}
