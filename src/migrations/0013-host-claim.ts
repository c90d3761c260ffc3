import type { Kysely } from 'kysely'
import { columns, strict } from './columns.ts'

/** One-time links by which the operator hands an imported host to its owner; only the hash is kept. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const column = columns(db)
  await db.schema
    .createTable('host_claim')
    .$call(strict(db))
    .addColumn('token_hash', column.code(64), (c) => c.notNull().primaryKey())
    .addColumn('host_id', column.id, (c) => c.notNull())
    .addColumn('expires_at', column.instant, (c) => c.notNull())
    .addColumn('used_at', column.instant)
    .addColumn('used_by', column.id)
    .execute()
}
