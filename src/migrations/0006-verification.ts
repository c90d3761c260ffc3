import type { Kysely } from 'kysely'
import { columns, strict } from './columns.ts'

/** One-time tokens under way, such as those that reset a password. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const column = columns(db)
  await db.schema
    .createTable('verification')
    .$call(strict(db))
    .addColumn('id', column.code(36), (c) => c.notNull().primaryKey())
    .addColumn('identifier', column.text(255), (c) => c.notNull())
    .addColumn('value', column.words, (c) => c.notNull())
    .addColumn('expiresAt', column.moment, (c) => c.notNull())
    .addColumn('createdAt', column.moment, (c) => c.notNull())
    .addColumn('updatedAt', column.moment, (c) => c.notNull())
    .execute()
}
