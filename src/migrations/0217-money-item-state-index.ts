import type { Kysely } from 'kysely'

/** What waits for its other side is few among many. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.createIndex('money_item_state').on('money_item').columns(['state', 'seen_at']).execute()
}
