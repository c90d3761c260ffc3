import type { Kysely } from 'kysely'
import { columns, strict } from './columns.ts'

/** Why a booking's money must not go to its host for now: as long as there is a reason, it does not. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const column = columns(db)
  await db.schema
    .createTable('transfer_freeze')
    .$call(strict(db))
    .addColumn('booking_id', column.id, (c) => c.notNull())
    .addColumn('reason', column.code(120), (c) => c.notNull())
    .addColumn('frozen_at', column.instant, (c) => c.notNull())
    .addPrimaryKeyConstraint('transfer_freeze_pk', ['booking_id', 'reason'])
    .execute()
}
