import type { Selectable } from 'kysely'
import { addDays, type CalendarDate } from '../kernel/calendar-date.ts'
import type { HostId } from '../kernel/ids.ts'
import { stayNightsMax, type Stay } from '../kernel/stay.ts'
import type { Db, Tx } from '../platform/db.ts'
import type { Tables } from '../platform/tables.ts'
import type { OwnBooking, OwnBookingId } from './own-booking.ts'

export async function insertOwnBooking(tx: Tx, own: OwnBooking): Promise<void> {
  const { id, hostId, listingId, createdAt, version } = own
  const fixed = { id, host_id: hostId, listing_id: listingId, created_at: createdAt, version }
  await tx
    .insertInto('own_booking')
    .values({ ...fixed, ...columnsOf(own) })
    .execute()
}

export async function selectOwnBooking(db: Db | Tx, id: OwnBookingId): Promise<OwnBooking | undefined> {
  const row = await db.selectFrom('own_booking').selectAll().where('id', '=', id).executeTakeFirst()
  return row && toOwnBooking(row)
}

/** False when it has changed, or gone, since `was` was read: nothing is written then. */
export async function updateOwnBooking(tx: Tx, was: OwnBooking, next: OwnBooking): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('own_booking')
    .set({ ...columnsOf(next), version: was.version + 1 })
    .where('id', '=', was.id)
    .where('version', '=', was.version)
    .executeTakeFirstOrThrow()
  return numUpdatedRows === 1n
}

/** False when it has changed, or gone, since it was read: nothing is deleted then. */
export async function deleteOwnBooking(tx: Tx, { id, version }: OwnBooking): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('own_booking')
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirstOrThrow()
  return numDeletedRows === 1n
}

export async function selectOwnBookings(db: Db | Tx, ids: readonly OwnBookingId[]): Promise<OwnBooking[]> {
  if (ids.length === 0) return []
  return (await db.selectFrom('own_booking').selectAll().where('id', 'in', ids).execute()).map(toOwnBooking)
}

type Days = { from: CalendarDate; until: CalendarDate }

/** Those of a host that lie between two days, or touch one of them, by arrival. */
export async function selectHostsOwnBookings(db: Db | Tx, hostId: HostId, { from, until }: Days, limit: number): Promise<OwnBooking[]> {
  const rows = await db
    .selectFrom('own_booking')
    .selectAll()
    .where('host_id', '=', hostId)
    .where('check_in', '>=', addDays(from, -stayNightsMax))
    .where('check_in', '<=', until)
    .where('check_out', '>=', from)
    .orderBy('check_in')
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(toOwnBooking)
}

export async function deleteHostsOwnBookings(tx: Tx, hostId: HostId): Promise<void> {
  await tx.deleteFrom('own_booking').where('host_id', '=', hostId).execute()
}

const columnsOf = ({ unitId, stay, guests, guest }: OwnBooking) => ({
  unit_id: unitId,
  check_in: stay.checkIn,
  check_out: stay.checkOut,
  adults: guests.adults,
  children: guests.children,
  infants: guests.infants,
  pets: guests.pets,
  guest_name: guest.name,
  guest_phone: guest.phone,
  guest_note: guest.note,
})

function toOwnBooking(row: Selectable<Tables['own_booking']>): OwnBooking {
  const { adults, children, infants, pets } = row
  return {
    id: row.id,
    hostId: row.host_id,
    listingId: row.listing_id,
    unitId: row.unit_id,
    stay: { checkIn: row.check_in, checkOut: row.check_out } as Stay,
    guests: { adults, children, infants, pets },
    guest: { name: row.guest_name, phone: row.guest_phone, note: row.guest_note },
    createdAt: row.created_at,
    version: row.version,
  }
}
