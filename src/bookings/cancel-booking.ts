import type { BookingId, HostId, UserId } from '../kernel/ids.ts'
import { sameMoney, type Money } from '../kernel/money.ts'
import { err, type Result } from '../kernel/result.ts'
import { inTransaction } from '../platform/db.ts'
import type { Deps } from '../platform/deps.ts'
import type { JobId } from '../platform/enqueue.ts'
import type { Seal } from '../platform/seal.ts'
import { cancellable, partyOf, type Booking, type BookingState, type NotCancellable } from './booking.ts'
import { callOff } from './call-off.ts'
import { givenBackOf } from './find-given-back.ts'
import { refundAt } from './refund-policy.ts'
import { findBooking } from './store.ts'
import { termsOf } from './terms-of.ts'

export type CancelRequest = {
  bookingId: BookingId
  person: { userId: UserId; hostId: HostId | null }
  /** What the person was shown; a deadline may pass between looking and pressing. */
  expectedRefund: Money | undefined
}

export type CancelBookingError =
  | { code: 'booking_not_found' }
  | NotCancellable
  | { code: 'refund_changed'; refund: Money }
  | { code: 'booking_changed' }

/** The guest or the host calls a booking off; what comes back follows the booking's policy. A host's nights stay blocked. */
export async function cancelBooking(
  deps: Deps,
  { bookingId, person, expectedRefund }: CancelRequest,
  seal: Seal<Booking>,
): Promise<Result<{ booking: Booking; refund: JobId | null }, CancelBookingError>> {
  return inTransaction(deps.db, async (tx) => {
    const booking = await findBooking(tx, bookingId)
    const by = booking && partyOf(booking, person)
    if (!booking || !by) return err({ code: 'booking_not_found' })
    const now = deps.clock.now()
    const current = cancellable(booking, now)
    if (!current.ok) return current
    const refund = refundAt(termsOf(booking, await givenBackOf(tx, booking)), by, now)
    if (expectedRefund && !sameMoney(expectedRefund, refund.total)) return err({ code: 'refund_changed', refund: refund.total })

    const state = { ...current.value, name: 'cancelled', cancelledAt: now, by, refund: refund.total } satisfies BookingState
    // Nights that a host has called off are not sold again behind the guest's back.
    const done = await callOff(tx, deps, { booking, state, refund, blocks: by === 'host' })
    if (done.ok) await seal(tx, done.value.booking)
    return done
  })
}
