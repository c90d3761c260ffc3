import type { Kysely } from 'kysely'

/** One open alteration a booking: `open_of` is the booking's id while it is open and null after that, and nulls never meet. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.createIndex('alteration_open').on('alteration').column('open_of').unique().execute()
}
