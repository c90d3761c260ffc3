import type { Kysely } from 'kysely'
import { columns, strict } from './columns.ts'

/** Money taken back out of a host's account at the provider, from before the provider is asked. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const column = columns(db)
  await db.schema
    .createTable('transfer_reversal')
    .$call(strict(db))
    .addColumn('id', column.id, (c) => c.notNull().primaryKey())
    .addColumn('transfer_id', column.id, (c) => c.notNull())
    .addColumn('booking_id', column.id, (c) => c.notNull())
    .addColumn('host_id', column.id, (c) => c.notNull())
    .addColumn('amount_minor', column.minor, (c) => c.notNull())
    .addColumn('currency', column.currency, (c) => c.notNull())
    .addColumn('state', column.code(20), (c) => c.notNull())
    .addColumn('provider_id', column.code(120))
    .addColumn('created_at', column.instant, (c) => c.notNull())
    .addColumn('version', column.whole, (c) => c.notNull())
    .execute()
}
