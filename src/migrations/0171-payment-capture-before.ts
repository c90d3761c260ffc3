import type { Kysely } from 'kysely'
import { columns } from './columns.ts'

/** Until when money that is set aside may be taken, as the provider says. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const column = columns(db)
  await db.schema.alterTable('payment').addColumn('capture_before', column.instant).execute()
}
