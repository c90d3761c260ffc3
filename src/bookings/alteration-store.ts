import type { Selectable } from 'kysely'
import type { BookingId, PaymentId } from '../kernel/ids.ts'
import type { Db, Tx } from '../platform/db.ts'
import { isDuplicate } from '../platform/db-errors.ts'
import type { Tables } from '../platform/tables.ts'
import { isOpen, type Agreement, type Alteration, type AlterationId, type AlterationState, type AlterationStateName } from './alteration.ts'
import type { Booking } from './booking.ts'

/** False when another alteration of the booking is open: the database itself keeps two from being. */
export async function insertAlteration(tx: Tx, alteration: Alteration): Promise<boolean> {
  const { id, bookingId, by, before, after, createdAt, version } = alteration
  const fixed = { id, booking_id: bookingId, proposed_by: by, created_at: createdAt, version }
  const terms = { agreed: JSON.stringify(before), proposed: JSON.stringify(after) }
  try {
    await tx
      .insertInto('alteration')
      .values({ ...fixed, ...terms, ...stateColumns(alteration, alteration.state) })
      .execute()
    return true
  } catch (error) {
    if (isDuplicate(error)) return false
    throw error
  }
}

export async function selectAlteration(db: Db | Tx, id: AlterationId): Promise<Alteration | undefined> {
  const row = await db.selectFrom('alteration').selectAll().where('id', '=', id).executeTakeFirst()
  return row && toAlteration(row)
}

export async function selectOpenAlteration(db: Db | Tx, bookingId: BookingId): Promise<Alteration | undefined> {
  const row = await db.selectFrom('alteration').selectAll().where('open_of', '=', bookingId).executeTakeFirst()
  return row && toAlteration(row)
}

/** The alteration that a payment was asked for. */
export async function selectAlterationPaidBy(db: Db | Tx, paymentId: PaymentId): Promise<Alteration | undefined> {
  const row = await db.selectFrom('alteration').selectAll().where('payment_id', '=', paymentId).executeTakeFirst()
  return row && toAlteration(row)
}

/** Oldest first. */
export async function selectAlterations(db: Db | Tx, bookingIds: readonly BookingId[]): Promise<Alteration[]> {
  if (bookingIds.length === 0) return []
  const rows = await db
    .selectFrom('alteration')
    .selectAll()
    .where('booking_id', 'in', bookingIds)
    .orderBy('booking_id')
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  return rows.map(toAlteration)
}

/** False when the alteration has changed since it was read: nothing is written then. */
export async function saveAlteration(tx: Tx, alteration: Alteration, state: AlterationState): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('alteration')
    .set({ ...stateColumns(alteration, state), version: alteration.version + 1 })
    .where('id', '=', alteration.id)
    .where('version', '=', alteration.version)
    .executeTakeFirstOrThrow()
  return numUpdatedRows === 1n
}

/** False when the booking has changed since it was read: nothing is written then. Its state stays. */
export async function saveAgreement(tx: Tx, was: Booking, next: Booking): Promise<boolean> {
  const { stay, guests, snapshot } = next
  const { numUpdatedRows } = await tx
    .updateTable('booking')
    .set({
      check_in: stay.checkIn,
      check_out: stay.checkOut,
      check_in_at: next.checkInAt,
      check_out_at: next.checkOutAt,
      ...guests,
      total_minor: snapshot.quote.total.minor,
      snapshot: JSON.stringify(snapshot),
      version: was.version + 1,
    })
    .where('id', '=', was.id)
    .where('version', '=', was.version)
    .executeTakeFirstOrThrow()
  return numUpdatedRows === 1n
}

/** Whoever else wants to change the booking at the same moment finds it changed. False when somebody was first. */
export async function touchBooking(tx: Tx, { id, version }: Booking): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('booking')
    .set({ version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirstOrThrow()
  return numUpdatedRows === 1n
}

function stateColumns({ bookingId }: Alteration, state: AlterationState) {
  const { name, ...facts } = state
  return {
    state: name,
    facts: JSON.stringify(facts),
    open_of: isOpen({ state }) ? bookingId : null,
    payment_id: 'paymentId' in state ? state.paymentId : null,
  }
}

function toAlteration(row: Selectable<Tables['alteration']>): Alteration {
  return {
    id: row.id,
    bookingId: row.booking_id,
    by: row.proposed_by,
    before: JSON.parse(row.agreed) as Agreement,
    after: JSON.parse(row.proposed) as Agreement,
    state: { name: row.state as AlterationStateName, ...(JSON.parse(row.facts) as object) } as AlterationState,
    createdAt: row.created_at,
    version: row.version,
  }
}
