import type { Kysely } from 'kysely'

/** An account's balance, the other side. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.createIndex('ledger_posting_credit').on('ledger_posting').columns(['credit', 'currency']).execute()
}
