import type { z } from 'zod'
import { toIso } from '../kernel/clock.ts'
import { nightCount } from '../kernel/stay.ts'
import { findListings } from '../listings/find-listing.ts'
import { unitNamesOf } from '../listings/units.ts'
import type { Db, Tx } from '../platform/db.ts'
import type { OwnBooking } from './own-booking.ts'
import type { ownBookingWire } from './wire.ts'

type OwnBookingJson = z.input<typeof ownBookingWire>

/** In two queries however many. */
export async function presentOwnBookings(db: Db | Tx, owns: readonly OwnBooking[]): Promise<OwnBookingJson[]> {
  const ids = [...new Set(owns.map(({ listingId }) => listingId))]
  const listings = await findListings(db, ids)
  const names = await unitNamesOf(db, ids)
  return owns.map(({ id, listingId, unitId, stay, guest, guests, createdAt, version }) => {
    const listing = listings.get(listingId)
    return {
      id,
      listing: { id: listingId, title: listing?.title ?? '', zone: listing?.zone ?? 'UTC' },
      unit: { id: unitId, name: names.get(unitId) ?? '' },
      checkIn: stay.checkIn,
      checkOut: stay.checkOut,
      nights: nightCount(stay),
      guest,
      ...guests,
      createdAt: toIso(createdAt),
      version,
    }
  })
}
