import type { Kysely } from 'kysely'
import { columns, strict } from './columns.ts'

/** A card holder's bank takes a payment back, until it is decided. The id is made of the provider's. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const column = columns(db)
  await db.schema
    .createTable('dispute')
    .$call(strict(db))
    .addColumn('id', column.id, (c) => c.notNull().primaryKey())
    .addColumn('provider_id', column.code(120), (c) => c.notNull())
    .addColumn('payment_id', column.id, (c) => c.notNull())
    .addColumn('booking_id', column.id, (c) => c.notNull())
    .addColumn('state', column.code(8), (c) => c.notNull())
    .addColumn('reason', column.code(60), (c) => c.notNull())
    .addColumn('amount_minor', column.minor, (c) => c.notNull())
    .addColumn('currency', column.currency, (c) => c.notNull())
    .addColumn('opened_at', column.instant, (c) => c.notNull())
    .addColumn('decided_at', column.instant)
    .addColumn('version', column.whole, (c) => c.notNull())
    .execute()
}
