import type { Kysely } from 'kysely'
import { columns, strict } from './columns.ts'

/** What the provider told about hosts' accounts, stored before it is looked into. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const column = columns(db)
  await db.schema
    .createTable('connect_event')
    .$call(strict(db))
    .addColumn('id', column.code(120), (c) => c.notNull().primaryKey())
    .addColumn('type', column.code(120), (c) => c.notNull())
    .addColumn('body', column.long, (c) => c.notNull())
    .addColumn('received_at', column.instant, (c) => c.notNull())
    .addColumn('handled_at', column.instant)
    .execute()
}
