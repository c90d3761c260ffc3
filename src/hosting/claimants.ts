import type { Booking } from '../bookings/booking.ts'
import { findBookings } from '../bookings/hosts-bookings.ts'
import { parseId } from '../kernel/ids.ts'
import type { Db } from '../platform/db.ts'

/** The bookings behind claims, by the claims' ids; those of sources and of the host's own have none. */
export async function bookingsOf(db: Db, claims: readonly { claimId: string }[]): Promise<ReadonlyMap<string, Booking>> {
  const ids = [...new Set(claims.map(({ claimId }) => claimId))].flatMap((claimId) => {
    const id = parseId<'booking'>(claimId)
    return id.ok ? id.value : []
  })
  return findBookings(db, ids)
}
