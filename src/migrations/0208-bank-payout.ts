import type { Kysely } from 'kysely'
import { columns, strict } from './columns.ts'

/** What the provider has sent on to a host's bank. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const column = columns(db)
  await db.schema
    .createTable('bank_payout')
    .$call(strict(db))
    .addColumn('provider_id', column.code(120), (c) => c.notNull().primaryKey())
    .addColumn('host_id', column.id, (c) => c.notNull())
    .addColumn('amount_minor', column.minor, (c) => c.notNull())
    .addColumn('currency', column.currency, (c) => c.notNull())
    .addColumn('state', column.code(20), (c) => c.notNull())
    .addColumn('failure', column.code(60))
    .addColumn('arrives_at', column.instant, (c) => c.notNull())
    .addColumn('created_at', column.instant, (c) => c.notNull())
    .addColumn('version', column.whole, (c) => c.notNull())
    .execute()
}
