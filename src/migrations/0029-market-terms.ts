import type { Kysely } from 'kysely'
import { columns, strict } from './columns.ts'

/** The operator's fees and tax rule: one row. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const column = columns(db)
  await db.schema
    .createTable('market_terms')
    .$call(strict(db))
    .addColumn('id', column.code(20), (c) => c.notNull().primaryKey())
    .addColumn('guest_fee_bp', column.count, (c) => c.notNull())
    .addColumn('host_fee_bp', column.count, (c) => c.notNull())
    .addColumn('tax', column.long, (c) => c.notNull())
    .addColumn('version', column.whole, (c) => c.notNull())
    .execute()
}
