import type { Kysely } from 'kysely'

/** The comparison with the provider follows entries as they are posted. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.createIndex('ledger_entry_time').on('ledger_entry').columns(['posted_at', 'id']).execute()
}
