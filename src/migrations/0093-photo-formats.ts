import type { Kysely } from 'kysely'
import { columns } from './columns.ts'

/** What its variants are there in. Those from before were made in WebP alone. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const column = columns(db)
  await db.schema
    .alterTable('photo')
    .addColumn('formats', column.code(40), (c) => c.notNull().defaultTo('webp'))
    .execute()
}
