import type { Booking } from '../bookings/booking.ts'
import type { CalendarDate } from '../kernel/calendar-date.ts'
import type { Instant } from '../kernel/clock.ts'
import type { ListingId, UnitId } from '../kernel/ids.ts'
import type { Stay } from '../kernel/stay.ts'
import { dateAt, wallInstant, type WallTime, type Zone } from '../kernel/zone.ts'
import type { Listing } from '../listings/listing.ts'
import type { OwnBooking } from '../own-bookings/own-booking.ts'
import type { Guests } from '../pricing/quote.ts'

/** Somebody whom a host has at home or expects, however the nights came to be theirs. */
export type ExpectedStay = Readonly<{
  id: string
  /** Booked here, or given away by the host themselves. */
  kind: 'booking' | 'own'
  listingId: ListingId
  title: string
  unitId: UnitId
  stay: Stay
  guests: Guests
  guest: OwnBooking['guest']
  zone: Zone
  checkInFrom: WallTime
  checkOutBy: WallTime
  checkInAt: Instant
  checkOutAt: Instant
}>

/** As it was agreed. */
export function expectedOfBooking(booking: Booking): ExpectedStay {
  const { id, listingId, unitId, stay, guests, guest, snapshot, checkInAt, checkOutAt } = booking
  const { title, zone, checkInFrom, checkOutBy } = snapshot
  return { id, kind: 'booking', listingId, title, unitId, stay, guests, guest, zone, checkInFrom, checkOutBy, checkInAt, checkOutAt }
}

/** As the home says now: nobody has agreed on anything here. */
export function expectedOfOwn(own: OwnBooking, { title, zone, checkInFrom, checkOutBy }: Listing): ExpectedStay {
  const { id, listingId, unitId, stay, guests, guest } = own
  const checkInAt = wallInstant(stay.checkIn, checkInFrom, zone)
  const checkOutAt = wallInstant(stay.checkOut, checkOutBy, zone)
  return { id, kind: 'own', listingId, title, unitId, stay, guests, guest, zone, checkInFrom, checkOutBy, checkInAt, checkOutAt }
}

/** Those whose home is among `listings`. */
export function expectedOfOwns(owns: Iterable<OwnBooking>, listings: readonly Listing[]): ExpectedStay[] {
  const byId = new Map(listings.map((listing) => [listing.id, listing]))
  return [...owns].flatMap((own) => {
    const listing = byId.get(own.listingId)
    return listing ? [expectedOfOwn(own, listing)] : []
  })
}

/** The day it is at the home. */
export const todayAt = ({ zone }: ExpectedStay, now: Instant): CalendarDate => dateAt(now, zone)

/** By arrival; of one day in the order of their ids, so that a page is the same twice. */
export const byArrival = (stays: readonly ExpectedStay[]): ExpectedStay[] =>
  stays.toSorted((a, b) => (`${a.stay.checkIn} ${a.id}` < `${b.stay.checkIn} ${b.id}` ? -1 : 1))
