import type { BookingId, UserId } from '../kernel/ids.ts'
import { err, type Result } from '../kernel/result.ts'
import { inTransaction } from '../platform/db.ts'
import type { Deps } from '../platform/deps.ts'
import type { JobId } from '../platform/enqueue.ts'
import type { Seal } from '../platform/seal.ts'
import { cancellable, type Booking, type BookingState, type NotCancellable } from './booking.ts'
import { callOff } from './call-off.ts'
import { givenBackOf } from './find-given-back.ts'
import { overrideRefund, type BornBy, type OverrideError, type Wanted } from './override-policy.ts'
import { refundAt } from './refund-policy.ts'
import { findBooking } from './store.ts'
import { termsOf } from './terms-of.ts'

export type OperatorCancellation = Readonly<{
  bookingId: BookingId
  operatorId: UserId
  /** Both are told it. */
  reason: string
  wanted: Wanted
  bornBy: BornBy
  nights: 'free' | 'blocked'
}>

export type CancelAsOperatorError = { code: 'booking_not_found' } | { code: 'booking_changed' } | NotCancellable | OverrideError

/** Those who run the market call a booking off. Unless they say otherwise, the guest gets what their own call would have brought. */
export async function cancelAsOperator(
  deps: Deps,
  { bookingId, operatorId, reason, wanted, bornBy, nights }: OperatorCancellation,
  seal: Seal<Booking>,
): Promise<Result<{ booking: Booking; refund: JobId | null }, CancelAsOperatorError>> {
  return inTransaction(deps.db, async (tx) => {
    const booking = await findBooking(tx, bookingId)
    if (!booking) return err({ code: 'booking_not_found' })
    const now = deps.clock.now()
    const current = cancellable(booking, now)
    if (!current.ok) return current
    const before = await givenBackOf(tx, booking)
    const policy = refundAt(termsOf(booking, before), 'guest', now)
    const refund = overrideRefund({ quote: booking.snapshot.quote, before, policy, wanted, bornBy })
    if (!refund.ok) return refund
    const called = { name: 'cancelled', cancelledAt: now, by: 'operator', operatorId, reason, refund: refund.value.total } as const
    const state = { ...current.value, ...called } satisfies BookingState
    const done = await callOff(tx, deps, { booking, state, refund: refund.value, blocks: nights === 'blocked' })
    if (done.ok) await seal(tx, done.value.booking)
    return done
  })
}
