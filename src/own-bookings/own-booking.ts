import type { CalendarDate } from '../kernel/calendar-date.ts'
import type { Instant } from '../kernel/clock.ts'
import type { HostId, Id, ListingId, UnitId } from '../kernel/ids.ts'
import type { Stay } from '../kernel/stay.ts'
import type { Guests } from '../pricing/quote.ts'

export type OwnBookingId = Id<'own_booking'>

/** Nights that a host has given away outside of the market, by phone or at the door. What they cost is between host and guest. */
export type OwnBooking = Readonly<{
  id: OwnBookingId
  hostId: HostId
  listingId: ListingId
  unitId: UnitId
  stay: Stay
  guests: Guests
  /** Who comes, in the host's words. */
  guest: Readonly<{ name: string; phone: string; note: string }>
  createdAt: Instant
  version: number
}>

/** What a host says of one, at first and when it changes. */
export type OwnBookingWords = Pick<OwnBooking, 'stay' | 'guests' | 'guest'>

export type OwnStayError = { code: 'dates_past'; today: CalendarDate } | { code: 'dates_too_far'; lastCheckOut: CalendarDate }
