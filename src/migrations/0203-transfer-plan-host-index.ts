import type { Kysely } from 'kysely'

/** What waits for a host's account, or for their first stay to end. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.createIndex('transfer_plan_host').on('transfer_plan').columns(['host_id', 'state', 'due_at']).execute()
}
