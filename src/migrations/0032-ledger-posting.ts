import { sql, type Kysely } from 'kysely'
import { columns, strict } from './columns.ts'

/** Debit, credit and an amount above zero in one row: an imbalance cannot even be stored. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const column = columns(db)
  await db.schema
    .createTable('ledger_posting')
    .$call(strict(db))
    .addColumn('entry_id', column.id, (c) => c.notNull())
    .addColumn('line', column.count, (c) => c.notNull())
    .addColumn('debit', column.code(80), (c) => c.notNull())
    .addColumn('credit', column.code(80), (c) => c.notNull())
    .addColumn('minor', column.minor, (c) => c.notNull())
    .addColumn('currency', column.currency, (c) => c.notNull())
    .addPrimaryKeyConstraint('ledger_posting_pk', ['entry_id', 'line'])
    .addCheckConstraint('ledger_posting_positive', sql`minor > 0`)
    .addCheckConstraint('ledger_posting_two', sql`debit <> credit`)
    .execute()
}
