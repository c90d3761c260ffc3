import type { Kysely } from 'kysely'
import { columns } from './columns.ts'

/** Whether the money is taken when the guest pays, or set aside until the host has said yes. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const column = columns(db)
  await db.schema
    .alterTable('payment')
    .addColumn('capture', column.code(10), (c) => c.notNull().defaultTo('automatic'))
    .execute()
}
