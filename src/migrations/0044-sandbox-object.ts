import type { Kysely } from 'kysely'
import { columns, strict } from './columns.ts'

/** The payment sandbox's own objects. The product never reads them but through the provider's API. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const column = columns(db)
  await db.schema
    .createTable('sandbox_object')
    .$call(strict(db))
    .addColumn('id', column.code(120), (c) => c.notNull().primaryKey())
    .addColumn('kind', column.code(40), (c) => c.notNull())
    .addColumn('body', column.long, (c) => c.notNull())
    .addColumn('created_at', column.instant, (c) => c.notNull())
    .addColumn('version', column.whole, (c) => c.notNull())
    .execute()
}
