import { releaseNights } from '../calendar/claim-nights.ts'
import type { BookingId, PaymentId } from '../kernel/ids.ts'
import { voidPayment } from '../payments/capture-payment.ts'
import { write } from '../platform/db.ts'
import type { Deps } from '../platform/deps.ts'
import { announce } from '../platform/outbox.ts'
import { overdue, voided } from './request.ts'
import { findBooking, saveState } from './store.ts'

/**
 * The host has given no answer in time: the money is let go of. The nights go free once the provider has done so. Runs again
 * safely. @throws when the booking changed meanwhile, so that the job looks again.
 */
export async function endRequest(deps: Deps, { bookingId }: { bookingId: BookingId }): Promise<void> {
  await write(deps.db, async (tx) => {
    const booking = await findBooking(tx, bookingId)
    const state = booking && overdue(booking, deps.clock.now())
    if (!booking || !state) return
    if (!(await saveState(tx, booking, state))) throw new Error('the booking changed while its request was being ended')
    await voidPayment(tx, deps, { paymentId: state.paymentId })
    await announce(tx, deps, { type: 'booking.unanswered', bookingId })
  })
}

/**
 * The provider has let go of the money, asked to or not: nobody can take it any more, and the nights go free. Runs again safely.
 * @throws when the booking changed meanwhile, so that the job looks again.
 */
export async function freeVoidedNights(
  deps: Deps,
  { bookingId, paymentId }: { bookingId: BookingId; paymentId: PaymentId },
): Promise<void> {
  await write(deps.db, async (tx) => {
    const booking = await findBooking(tx, bookingId)
    const decision = booking && voided(booking, paymentId, deps.clock.now())
    if (!booking || !decision || decision.do === 'nothing') return
    const { unitId, stay, listingId, state } = booking
    await releaseNights(tx, { unitId, stay, claimId: bookingId })
    if (decision.do === 'expire' && !(await saveState(tx, booking, decision.state))) {
      throw new Error('the booking changed while its nights were going free')
    }
    const asked = state.name === 'requested' || state.name === 'accepting'
    await announce(tx, deps, { type: asked ? 'booking.not_captured' : 'booking.nights_freed', listingId, bookingId })
  })
}
