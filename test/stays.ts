import assert from 'node:assert/strict'
import { isAgreed, type Booking } from '../src/bookings/booking.ts'
import { watchStay } from '../src/bookings/pass-time.ts'
import { insertBooking } from '../src/bookings/store.ts'
import { offerStay } from '../src/bookings/offer-stay.ts'
import { addDays, type CalendarDate } from '../src/kernel/calendar-date.ts'
import { parseStay } from '../src/kernel/stay.ts'
import { dateAt, wallInstant } from '../src/kernel/zone.ts'
import { findListing } from '../src/listings/find-listing.ts'
import type { ListingId } from '../src/kernel/ids.ts'
import { write } from '../src/platform/db.ts'
import type { Deps } from '../src/platform/deps.ts'
import { twoAdults } from './town.ts'

type Guest = Readonly<{ userId: Booking['guestId']; name: string }>

/** A stay of three nights that begins tomorrow, agreed on and watched, by rows: nobody waits for a payment. No nights are taken. */
export async function agreedStay(
  deps: Deps,
  { listingId, guest }: { listingId: ListingId; guest: Guest },
  from?: CalendarDate,
): Promise<Booking> {
  const listing = await findListing(deps.db, listingId)
  assert.ok(listing)
  const checkIn = from ?? addDays(dateAt(deps.clock.now(), listing.zone), 1)
  const stay = parseStay(checkIn, addDays(checkIn, 3))
  assert.ok(stay.ok)
  const offer = await offerStay(deps, { listingId, stay: stay.value, guests: twoAdults })
  assert.ok(offer.ok, JSON.stringify(offer))
  const { title, town, zone, checkInFrom, checkOutBy, houseRules } = listing
  const now = deps.clock.now()
  const booking: Booking = {
    id: deps.ids.next<'booking'>(),
    listingId,
    unitId: listing.unitIds[0] ?? deps.ids.next<'unit'>(),
    hostId: listing.hostId,
    guestId: guest.userId,
    stay: stay.value,
    checkInAt: wallInstant(stay.value.checkIn, checkInFrom, zone),
    checkOutAt: wallInstant(stay.value.checkOut, checkOutBy, zone),
    guests: twoAdults,
    guest: { name: guest.name, phone: '', note: '' },
    snapshot: {
      quote: offer.value.quote,
      policy: offer.value.policy,
      houseRules,
      instantBook: true,
      title,
      town,
      zone,
      checkInFrom,
      checkOutBy,
    },
    state: { name: 'confirmed', paymentId: deps.ids.next<'payment'>(), confirmedAt: now },
    createdAt: now,
    version: 1,
  }
  assert.ok(isAgreed(booking.state))
  await write(deps.db, async (tx) => {
    await insertBooking(tx, booking)
    await watchStay(tx, deps, booking)
  })
  return booking
}
