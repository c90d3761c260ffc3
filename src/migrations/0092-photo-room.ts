import type { Kysely } from 'kysely'
import { columns } from './columns.ts'

/** Which room it shows: photos are in the order of rooms, each labelled. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const column = columns(db)
  await db.schema.alterTable('photo').addColumn('room', column.code(20)).execute()
}
