import type { Kysely } from 'kysely'
import { columns, strict } from './columns.ts'

/** The provider's webhooks as they came: stored before handled, each once. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const column = columns(db)
  await db.schema
    .createTable('provider_event')
    .$call(strict(db))
    .addColumn('id', column.code(120), (c) => c.notNull().primaryKey())
    .addColumn('type', column.code(80), (c) => c.notNull())
    .addColumn('body', column.long, (c) => c.notNull())
    .addColumn('received_at', column.instant, (c) => c.notNull())
    .addColumn('handled_at', column.instant)
    .execute()
}
