import { releaseNights } from '../calendar/claim-nights.ts'
import type { HostId } from '../kernel/ids.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { inTransaction } from '../platform/db.ts'
import type { Deps } from '../platform/deps.ts'
import { announce } from '../platform/outbox.ts'
import type { OwnBookingId } from './own-booking.ts'
import { deleteOwnBooking, selectOwnBooking } from './store.ts'

export type RemoveOwnBookingError = { code: 'own_booking_not_found' } | { code: 'own_booking_changed' }

/** Nobody comes after all: its nights go free, and what was written of the guest is gone. */
export async function removeOwnBooking(
  deps: Deps,
  { id, hostId }: { id: OwnBookingId; hostId: HostId },
): Promise<Result<undefined, RemoveOwnBookingError>> {
  return inTransaction(deps.db, async (tx) => {
    const own = await selectOwnBooking(tx, id)
    if (own?.hostId !== hostId) return err({ code: 'own_booking_not_found' })
    await releaseNights(tx, { unitId: own.unitId, stay: own.stay, claimId: id })
    if (!(await deleteOwnBooking(tx, own))) return err({ code: 'own_booking_changed' })
    await announce(tx, deps, { type: 'calendar.changed', listingId: own.listingId })
    return ok()
  })
}
