import type { Kysely } from 'kysely'
import { columns } from './columns.ts'

/** A line under the picture, as guests read it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const column = columns(db)
  await db.schema
    .alterTable('photo')
    .addColumn('caption', column.text(200), (c) => c.notNull().defaultTo(''))
    .execute()
}
