import type { Kysely } from 'kysely'
import { columns } from './columns.ts'

/** What the guest is told beside the button that pays. Payments from before were told nothing. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const column = columns(db)
  await db.schema.alterTable('payment').addColumn('notice', column.text(250)).execute()
}
