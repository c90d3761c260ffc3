import type { Kysely } from 'kysely'

/** Which alteration a payment is for. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.createIndex('alteration_payment').on('alteration').column('payment_id').execute()
}
