import type { Kysely } from 'kysely'

/** With the amount in it, so that sums are made of the index alone: a ledger is summed up whole, and its rows lie far apart. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.createIndex('ledger_posting_debit_sum').on('ledger_posting').columns(['debit', 'currency', 'minor']).execute()
}
