import { sql, type Kysely } from 'kysely'
import { columns, strict } from './columns.ts'

/** Money on its way back to the guest. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const column = columns(db)
  await db.schema
    .createTable('refund')
    .$call(strict(db))
    .addColumn('id', column.id, (c) => c.notNull().primaryKey())
    .addColumn('payment_id', column.id, (c) => c.notNull())
    .addColumn('state', column.code(12), (c) => c.notNull())
    .addColumn('reason', column.code(60), (c) => c.notNull())
    .addColumn('amount_minor', column.minor, (c) => c.notNull())
    .addColumn('currency', column.currency, (c) => c.notNull())
    .addColumn('provider_id', column.code(120))
    .addColumn('created_at', column.instant, (c) => c.notNull())
    .addColumn('version', column.whole, (c) => c.notNull())
    .addCheckConstraint('refund_positive', sql`amount_minor > 0`)
    .execute()
}
