import type { Booking } from '../bookings/booking.ts'
import { findBookings } from '../bookings/hosts-bookings.ts'
import { parseId } from '../kernel/ids.ts'
import type { Listing } from '../listings/listing.ts'
import { findOwnBookings } from '../own-bookings/find-own-bookings.ts'
import type { OwnBooking } from '../own-bookings/own-booking.ts'
import type { Db } from '../platform/db.ts'
import { expectedOfBooking, expectedOfOwns, type ExpectedStay } from './expected-stay.ts'

/** Who is behind claims, by the claims' ids: those of bookings and of a host's own; sources have none. */
export async function guestsOf(
  db: Db,
  claims: readonly { claimId: string }[],
  listings: readonly Listing[],
): Promise<ReadonlyMap<string, ExpectedStay>> {
  const bookings = await bookingsOf(db, claims)
  const ours = expectedOfOwns((await ownBookingsOf(db, claims)).values(), listings)
  return new Map([...[...bookings.values()].map(expectedOfBooking), ...ours].map((stay) => [stay.id, stay]))
}

/** The bookings behind claims, by the claims' ids. */
export const bookingsOf = (db: Db, claims: readonly { claimId: string }[]): Promise<ReadonlyMap<string, Booking>> =>
  findBookings(db, idsOf<'booking'>(claims))

/** The host's own bookings behind claims, likewise. */
export const ownBookingsOf = (db: Db, claims: readonly { claimId: string }[]): Promise<ReadonlyMap<string, OwnBooking>> =>
  findOwnBookings(db, idsOf<'own_booking'>(claims))

const idsOf = <Name extends string>(claims: readonly { claimId: string }[]) =>
  [...new Set(claims.map(({ claimId }) => claimId))].flatMap((claimId) => {
    const id = parseId<Name>(claimId)
    return id.ok ? id.value : []
  })
