import type { Kysely } from 'kysely'

/** Followers read from a number on; the sequencer finds rows without one. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.createIndex('outbox_seq').on('outbox').columns(['seq']).unique().execute()
}
