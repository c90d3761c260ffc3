import type { Kysely } from 'kysely'

/** An account's balance. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.createIndex('ledger_posting_debit').on('ledger_posting').columns(['debit', 'currency']).execute()
}
