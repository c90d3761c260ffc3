import type { Kysely } from 'kysely'

/** Whose account an event of the provider's is about. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.createIndex('payout_account_account').on('payout_account').columns(['account_id']).execute()
}
