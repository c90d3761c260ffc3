import type { Kysely } from 'kysely'
import { columns } from './columns.ts'

/** Which facts of a draft nobody has said yet: what stands in their columns means nothing. Listings that are there have said all. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const column = columns(db)
  await db.schema
    .alterTable('listing')
    .addColumn('unsaid', column.code(255), (c) => c.notNull().defaultTo(''))
    .execute()
}
