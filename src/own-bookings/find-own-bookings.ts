import type { CalendarDate } from '../kernel/calendar-date.ts'
import type { HostId } from '../kernel/ids.ts'
import type { Db, Tx } from '../platform/db.ts'
import { pieces } from '../platform/pieces.ts'
import type { OwnBooking, OwnBookingId } from './own-booking.ts'
import { deleteHostsOwnBookings, selectHostsOwnBookings, selectOwnBooking, selectOwnBookings } from './store.ts'

/** What a host sees at once. */
export const ownBookingsMax = 300

/** Undefined for everybody but its host. */
export async function findOwnBooking(db: Db, { id, hostId }: { id: OwnBookingId; hostId: HostId }): Promise<OwnBooking | undefined> {
  const own = await selectOwnBooking(db, id)
  return own?.hostId === hostId ? own : undefined
}

/** Those of `ids` that exist. */
export async function findOwnBookings(db: Db | Tx, ids: readonly OwnBookingId[]): Promise<Map<string, OwnBooking>> {
  const found = new Map<string, OwnBooking>()
  for (const some of pieces(ids)) for (const own of await selectOwnBookings(db, some)) found.set(own.id, own)
  return found
}

/** A host's own bookings around some days, by arrival: those that begin, end or go on then. The first `ownBookingsMax` of them. */
export const ownBookingsOfHost = (
  db: Db | Tx,
  hostId: HostId,
  days: Readonly<{ from: CalendarDate; until: CalendarDate }>,
): Promise<OwnBooking[]> => selectHostsOwnBookings(db, hostId, days, ownBookingsMax)

/** A host leaves: what they wrote down of their guests goes with them. */
export const forgetOwnBookings = (tx: Tx, hostId: HostId): Promise<void> => deleteHostsOwnBookings(tx, hostId)
