import type { Kysely } from 'kysely'

/** Whoever leaves for good is taken out of the claims that they used. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.createIndex('host_claim_used_by').on('host_claim').column('used_by').execute()
}
