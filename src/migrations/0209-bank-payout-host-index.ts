import type { Kysely } from 'kysely'

/** A host's payouts, newest last. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.createIndex('bank_payout_host').on('bank_payout').columns(['host_id', 'created_at']).execute()
}
