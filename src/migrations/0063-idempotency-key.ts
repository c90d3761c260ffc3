import type { Kysely } from 'kysely'
import { columns, strict } from './columns.ts'

/** The answers to requests that move nights or money; committed with their effects. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const column = columns(db)
  await db.schema
    .createTable('idempotency_key')
    .$call(strict(db))
    .addColumn('actor', column.code(64), (c) => c.notNull())
    .addColumn('route', column.code(120), (c) => c.notNull())
    .addColumn('key', column.code(255), (c) => c.notNull())
    .addColumn('input_hash', column.code(64), (c) => c.notNull())
    .addColumn('status', column.count)
    .addColumn('body', column.long)
    .addColumn('lease', column.id, (c) => c.notNull())
    .addColumn('lease_until', column.instant, (c) => c.notNull())
    .addColumn('created_at', column.instant, (c) => c.notNull())
    .addPrimaryKeyConstraint('idempotency_key_pk', ['actor', 'route', 'key'])
    .execute()
}
