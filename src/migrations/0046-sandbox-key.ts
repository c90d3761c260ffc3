import type { Kysely } from 'kysely'
import { columns, strict } from './columns.ts'

/** The payment sandbox's idempotency keys. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const column = columns(db)
  await db.schema
    .createTable('sandbox_key')
    .$call(strict(db))
    .addColumn('idempotency_key', column.code(255), (c) => c.notNull().primaryKey())
    .addColumn('input_hash', column.code(64), (c) => c.notNull())
    .addColumn('status', column.count)
    .addColumn('body', column.long)
    .addColumn('created_at', column.instant, (c) => c.notNull())
    .execute()
}
