import type { Selectable } from 'kysely'
import type { Instant } from '../kernel/clock.ts'
import type { BookingId, HostId } from '../kernel/ids.ts'
import type { Db, Tx } from '../platform/db.ts'
import { isDuplicate } from '../platform/db-errors.ts'
import { preparedInsert } from '../platform/prepared.ts'
import type { Tables } from '../platform/tables.ts'
import type { TransferPlan } from './transfer.ts'

/** False when there is one for the booking already. */
export async function insertPlan(tx: Tx, plan: Omit<TransferPlan, 'state' | 'version'>): Promise<boolean> {
  const { bookingId, hostId, dueAt, isFirstStay } = plan
  const values = { booking_id: bookingId, host_id: hostId, due_at: dueAt, first_stay: isFirstStay ? 1 : 0 } as const
  try {
    await insert(tx, { ...values, state: 'waiting', version: 1 })
    return true
  } catch (error) {
    if (isDuplicate(error)) return false
    throw error
  }
}

const insert = preparedInsert((db) => db.insertInto('transfer_plan'))

export async function selectPlan(db: Db | Tx, bookingId: BookingId): Promise<TransferPlan | undefined> {
  const row = await db.selectFrom('transfer_plan').selectAll().where('booking_id', '=', bookingId).executeTakeFirst()
  return row && planOf(row)
}

/** A host's plans that wait and are due by `until`, soonest first. */
export async function selectWaiting(db: Db | Tx, hostId: HostId, until: Instant, limit: number): Promise<TransferPlan[]> {
  const rows = await db
    .selectFrom('transfer_plan')
    .selectAll()
    .where('host_id', '=', hostId)
    .where('state', '=', 'waiting')
    .where('due_at', '<=', until)
    .orderBy('due_at')
    .orderBy('booking_id')
    .limit(limit)
    .execute()
  return rows.map(planOf)
}

/** Those that wait for the host's first stay to end. */
export async function selectFirstStays(db: Db | Tx, hostId: HostId, limit: number): Promise<TransferPlan[]> {
  const rows = await db
    .selectFrom('transfer_plan')
    .selectAll()
    .where('host_id', '=', hostId)
    .where('state', '=', 'waiting')
    .where('first_stay', '=', 1)
    .orderBy('due_at')
    .orderBy('booking_id')
    .limit(limit)
    .execute()
  return rows.map(planOf)
}

/** @throws when the plan has changed since it was read, so that whoever decides decides anew. */
export async function savePlan(
  tx: Tx,
  plan: TransferPlan,
  changes: Partial<Pick<TransferPlan, 'dueAt' | 'isFirstStay' | 'state'>>,
): Promise<void> {
  const { dueAt, isFirstStay, state } = { ...plan, ...changes }
  const { numUpdatedRows } = await tx
    .updateTable('transfer_plan')
    .set({ due_at: dueAt, first_stay: isFirstStay ? 1 : 0, state, version: plan.version + 1 })
    .where('booking_id', '=', plan.bookingId)
    .where('version', '=', plan.version)
    .executeTakeFirst()
  if (numUpdatedRows !== 1n) throw new Error(`the plan of the booking ${plan.bookingId} was changed behind its lock`)
}

const planOf = (row: Selectable<Tables['transfer_plan']>): TransferPlan => ({
  bookingId: row.booking_id,
  hostId: row.host_id,
  dueAt: row.due_at,
  isFirstStay: row.first_stay === 1,
  state: row.state,
  version: row.version,
})
