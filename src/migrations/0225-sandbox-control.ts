import type { Kysely } from 'kysely'
import { columns, strict } from './columns.ts'

/** What whoever plays with the payment sandbox has asked of it: one row, id 'control'. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const column = columns(db)
  await db.schema
    .createTable('sandbox_control')
    .$call(strict(db))
    .addColumn('id', column.code(20), (c) => c.notNull().primaryKey())
    .addColumn('body', column.words, (c) => c.notNull())
    .addColumn('version', column.whole, (c) => c.notNull())
    .execute()
}
