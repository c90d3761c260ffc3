import type { Kysely } from 'kysely'
import { columns, strict } from './columns.ts'

/**
 * What has happened, written in the transaction in which it happened. seq is given after commit, in an order that
 * followers may rely on.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const column = columns(db)
  await db.schema
    .createTable('outbox')
    .$call(strict(db))
    .addColumn('id', column.id, (c) => c.notNull().primaryKey())
    .addColumn('seq', column.whole)
    .addColumn('type', column.code(60), (c) => c.notNull())
    .addColumn('payload', column.long, (c) => c.notNull())
    .addColumn('created_at', column.instant, (c) => c.notNull())
    .execute()
}
