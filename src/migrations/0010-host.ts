import type { Kysely } from 'kysely'
import { columns, strict } from './columns.ts'

/** Who lets. Kept apart from user: imported hosts exist before anybody signs in as them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const column = columns(db)
  await db.schema
    .createTable('host')
    .$call(strict(db))
    .addColumn('id', column.id, (c) => c.notNull().primaryKey())
    .addColumn('user_id', column.id)
    .addColumn('name', column.text(200), (c) => c.notNull())
    .addColumn('about', column.long, (c) => c.notNull())
    .addColumn('since', column.night)
    .addColumn('source', column.code(40))
    .addColumn('source_id', column.code(64))
    .addColumn('source_hash', column.code(64))
    .addColumn('created_at', column.instant, (c) => c.notNull())
    .execute()
}
