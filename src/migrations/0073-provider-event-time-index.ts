import type { Kysely } from 'kysely'

/** The provider's webhooks by age: old ones are swept, since they tell of people. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.createIndex('provider_event_received').on('provider_event').column('received_at').execute()
}
