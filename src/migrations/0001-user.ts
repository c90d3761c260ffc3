import type { Kysely } from 'kysely'
import { columns, strict } from './columns.ts'

/** People who can sign in. Its columns, like those of the next five, are named as better-auth reads and writes them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const column = columns(db)
  await db.schema
    .createTable('user')
    .$call(strict(db))
    .addColumn('id', column.code(36), (c) => c.notNull().primaryKey())
    .addColumn('name', column.text(255), (c) => c.notNull())
    .addColumn('email', column.text(254), (c) => c.notNull().unique())
    .addColumn('emailVerified', column.flag, (c) => c.notNull())
    .addColumn('image', column.text(255))
    .addColumn('createdAt', column.moment, (c) => c.notNull())
    .addColumn('updatedAt', column.moment, (c) => c.notNull())
    .execute()
}
