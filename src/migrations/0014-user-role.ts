import type { Kysely } from 'kysely'
import { columns, strict } from './columns.ts'

/** What a user may do beyond what everybody may. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const column = columns(db)
  await db.schema
    .createTable('user_role')
    .$call(strict(db))
    .addColumn('user_id', column.id, (c) => c.notNull())
    .addColumn('role', column.code(20), (c) => c.notNull())
    .addColumn('granted_at', column.instant, (c) => c.notNull())
    .addPrimaryKeyConstraint('user_role_pk', ['user_id', 'role'])
    .execute()
}
