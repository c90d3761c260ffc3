import { sql, type Kysely } from 'kysely'
import { columns, strict } from './columns.ts'

/** What a guest is asked to pay for a booking, and how far the provider got. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const column = columns(db)
  await db.schema
    .createTable('payment')
    .$call(strict(db))
    .addColumn('id', column.id, (c) => c.notNull().primaryKey())
    .addColumn('booking_id', column.id, (c) => c.notNull())
    .addColumn('state', column.code(12), (c) => c.notNull())
    .addColumn('amount_minor', column.minor, (c) => c.notNull())
    .addColumn('currency', column.currency, (c) => c.notNull())
    .addColumn('description', column.text(255), (c) => c.notNull())
    .addColumn('return_url', column.text(500), (c) => c.notNull())
    .addColumn('session_id', column.code(120))
    .addColumn('session_url', column.text(2000))
    .addColumn('intent_id', column.code(120))
    .addColumn('expires_at', column.instant, (c) => c.notNull())
    .addColumn('created_at', column.instant, (c) => c.notNull())
    .addColumn('version', column.whole, (c) => c.notNull())
    .addCheckConstraint('payment_positive', sql`amount_minor > 0`)
    .execute()
}
