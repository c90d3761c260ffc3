import type { CalendarDate } from '../kernel/calendar-date.ts'
import type { Instant } from '../kernel/clock.ts'
import type { BookingId, HostId } from '../kernel/ids.ts'
import type { Currency } from '../kernel/money.ts'
import type { Db, Tx } from '../platform/db.ts'
import { pieces } from '../platform/pieces.ts'
import type { Booking } from './booking.ts'
import type { Requested } from './request.ts'
import { selectBookings, selectHostsArrivals, selectHostsStays, selectInState } from './store.ts'

/** The days from `from` up to, but without, `until`. */
type Days = Readonly<{ from: CalendarDate; until: CalendarDate }>

/** What a host sees at once: thirty arrivals and departures on each of ten days. */
export const hostsStaysMax = 300

/** A host's paid stays around some days, by arrival: those that begin, end or go on then. The first `hostsStaysMax` of them. */
export const staysOfHost = (db: Db | Tx, hostId: HostId, days: Days): Promise<Booking[]> =>
  selectHostsStays(db, hostId, days, hostsStaysMax)

/** More than these are answered in the list of reservations. */
const requestsMax = 20

/** What guests have asked a host, and is not answered: whose time is over first comes first. */
export async function requestsOfHost(db: Db | Tx, hostId: HostId): Promise<(Booking & { state: Requested })[]> {
  const found = await selectInState(db, 'host_id', 'asc', { id: hostId, state: 'requested', after: undefined, limit: requestsMax })
  const requests = found.flatMap((booking) => (booking.state.name === 'requested' ? [{ ...booking, state: booking.state }] : []))
  return requests.toSorted((a, b) => a.state.answerBy - b.state.answerBy)
}

/** Those of `ids` that exist. */
export async function findBookings(db: Db | Tx, ids: readonly BookingId[]): Promise<Map<BookingId, Booking>> {
  const found = new Map<BookingId, Booking>()
  for (const some of pieces(ids)) for (const booking of await selectBookings(db, some)) found.set(booking.id, booking)
  return found
}

export type Arrival = Readonly<{ id: BookingId; checkIn: CalendarDate; checkInAt: Instant; currency: Currency }>

const arrivalsAtOnce = 500

/** All of a host's bookings that begin on these days, in order, some at a time, whatever became of them. */
export async function* arrivalsOfHost(db: Db | Tx, hostId: HostId, days: Days): AsyncGenerator<Arrival[]> {
  for (let after: { at: CalendarDate; id: BookingId } | null = null; ;) {
    const arrivals: Arrival[] = await selectHostsArrivals(db, hostId, days, { after, limit: arrivalsAtOnce })
    if (arrivals.length > 0) yield arrivals
    const last = arrivals.at(-1)
    if (!last || arrivals.length < arrivalsAtOnce) return
    after = { at: last.checkIn, id: last.id }
  }
}

/** Whether anybody has stayed with this host, and left. */
export async function hasHosted(db: Db | Tx, hostId: HostId): Promise<boolean> {
  const [any] = await selectInState(db, 'host_id', 'asc', { id: hostId, state: 'completed', after: undefined, limit: 1 })
  return any !== undefined
}
