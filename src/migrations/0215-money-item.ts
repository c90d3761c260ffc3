import type { Kysely } from 'kysely'
import { columns, strict } from './columns.ts'

/** What moves the balance at the provider, as our ledger has it beside as the provider has it. The id is the ledger entry's, or made of the provider's where there is none. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const column = columns(db)
  await db.schema
    .createTable('money_item')
    .$call(strict(db))
    .addColumn('id', column.id, (c) => c.notNull().primaryKey())
    .addColumn('about', column.code(200), (c) => c.notNull())
    .addColumn('reason', column.code(60), (c) => c.notNull())
    .addColumn('booking_id', column.id)
    .addColumn('ours_minor', column.minor)
    .addColumn('ours_currency', column.currency)
    .addColumn('theirs_minor', column.minor)
    .addColumn('theirs_currency', column.currency)
    .addColumn('fee_minor', column.minor, (c) => c.notNull())
    .addColumn('transaction_id', column.code(120))
    .addColumn('source_id', column.code(120))
    .addColumn('state', column.code(10), (c) => c.notNull())
    .addColumn('seen_at', column.instant, (c) => c.notNull())
    .addColumn('version', column.whole, (c) => c.notNull())
    .execute()
}
