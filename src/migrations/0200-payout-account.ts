import type { Kysely } from 'kysely'
import { columns, strict } from './columns.ts'

/** Where a host's money goes at the provider. Bumped first by whatever decides about that host's transfers, so that two never set off the same debt. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const column = columns(db)
  await db.schema
    .createTable('payout_account')
    .$call(strict(db))
    .addColumn('host_id', column.id, (c) => c.notNull().primaryKey())
    .addColumn('account_id', column.code(64))
    .addColumn('country', column.code(2))
    .addColumn('standing', column.code(20), (c) => c.notNull())
    .addColumn('requirements', column.long, (c) => c.notNull())
    .addColumn('checked_at', column.instant)
    .addColumn('created_at', column.instant, (c) => c.notNull())
    .addColumn('version', column.whole, (c) => c.notNull())
    .execute()
}
