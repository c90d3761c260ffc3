import type { Kysely } from 'kysely'
import { columns, strict } from './columns.ts'

/** Who is signed in, where. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const column = columns(db)
  await db.schema
    .createTable('session')
    .$call(strict(db))
    .addColumn('id', column.code(36), (c) => c.notNull().primaryKey())
    .addColumn('token', column.code(255), (c) => c.notNull().unique())
    .addColumn('userId', column.code(36), (c) => c.notNull())
    .addColumn('expiresAt', column.moment, (c) => c.notNull())
    .addColumn('ipAddress', column.text(255))
    .addColumn('userAgent', column.text(255))
    .addColumn('createdAt', column.moment, (c) => c.notNull())
    .addColumn('updatedAt', column.moment, (c) => c.notNull())
    .addForeignKeyConstraint('session_user', ['userId'], 'user', ['id'], (key) => key.onDelete('cascade'))
    .execute()
}
