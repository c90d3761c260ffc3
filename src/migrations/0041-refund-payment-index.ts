import type { Kysely } from 'kysely'

/** A payment's refunds. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.createIndex('refund_payment').on('refund').columns(['payment_id']).execute()
}
