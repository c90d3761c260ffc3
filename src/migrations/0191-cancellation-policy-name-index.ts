import type { Kysely } from 'kysely'

/** A host who chooses among policies must be able to tell them apart. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.createIndex('cancellation_policy_name').on('cancellation_policy').column('name_key').unique().execute()
}
