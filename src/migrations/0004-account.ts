import type { Kysely } from 'kysely'
import { columns, strict } from './columns.ts'

/** How a person proves who they are: a hashed password, later other providers. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const column = columns(db)
  await db.schema
    .createTable('account')
    .$call(strict(db))
    .addColumn('id', column.code(36), (c) => c.notNull().primaryKey())
    .addColumn('accountId', column.text(255), (c) => c.notNull())
    .addColumn('providerId', column.text(255), (c) => c.notNull())
    .addColumn('userId', column.code(36), (c) => c.notNull())
    .addColumn('accessToken', column.words)
    .addColumn('refreshToken', column.words)
    .addColumn('idToken', column.words)
    .addColumn('accessTokenExpiresAt', column.moment)
    .addColumn('refreshTokenExpiresAt', column.moment)
    .addColumn('scope', column.words)
    .addColumn('password', column.text(255))
    .addColumn('createdAt', column.moment, (c) => c.notNull())
    .addColumn('updatedAt', column.moment, (c) => c.notNull())
    .addForeignKeyConstraint('account_user', ['userId'], 'user', ['id'], (key) => key.onDelete('cascade'))
    .execute()
}
