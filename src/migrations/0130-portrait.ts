import type { Kysely } from 'kysely'
import { columns, strict } from './columns.ts'

/** Pictures that people have given of themselves. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const column = columns(db)
  await db.schema
    .createTable('portrait')
    .$call(strict(db))
    .addColumn('user_id', column.id, (c) => c.notNull().primaryKey())
    .addColumn('file_key', column.code(120), (c) => c.notNull())
    .execute()
}
