import type { Kysely } from 'kysely'
import { columns, strict } from './columns.ts'

/**
 * Homes that somebody keeps in mind, in lists. The share token is kept as it is, not hashed: its owner copies the link again
 * whenever they like, and all it opens are the names of homes that everybody can see.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const column = columns(db)
  await db.schema
    .createTable('saved_list')
    .$call(strict(db))
    .addColumn('id', column.id, (c) => c.notNull().primaryKey())
    .addColumn('user_id', column.id, (c) => c.notNull())
    .addColumn('name', column.text(100), (c) => c.notNull())
    .addColumn('share_token', column.code(64))
    .addColumn('version', column.whole, (c) => c.notNull())
    .addColumn('created_at', column.instant, (c) => c.notNull())
    .execute()
}
