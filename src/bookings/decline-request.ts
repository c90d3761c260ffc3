import { err, ok, type Result } from '../kernel/result.ts'
import { voidPayment } from '../payments/capture-payment.ts'
import { inTransaction } from '../platform/db.ts'
import type { Deps } from '../platform/deps.ts'
import { announce } from '../platform/outbox.ts'
import type { Seal } from '../platform/seal.ts'
import type { AnswerError, Answered, AnswerRequest } from './accept-request.ts'
import { partyOf, type Booking } from './booking.ts'
import { declined } from './request.ts'
import { findBooking, saveState } from './store.ts'

/** The host says no. The nights go free once the provider has let go of the money: `payment` is the job that asks for that. */
export async function declineRequest(
  deps: Deps,
  { bookingId, person }: AnswerRequest,
  seal: Seal<Booking>,
): Promise<Result<Answered, AnswerError>> {
  return inTransaction(deps.db, async (tx) => {
    const booking = await findBooking(tx, bookingId)
    const party = booking && partyOf(booking, person)
    if (!booking || !party) return err({ code: 'booking_not_found' })
    if (party !== 'host') return err({ code: 'only_the_host_answers' })
    const decision = declined(booking, deps.clock.now())
    if (!decision.ok) return decision
    if (!(await saveState(tx, booking, decision.value))) return err({ code: 'booking_changed' })
    const payment = await voidPayment(tx, deps, { paymentId: booking.state.paymentId })
    await announce(tx, deps, { type: 'booking.declined', bookingId })
    const after = { ...booking, state: decision.value, version: booking.version + 1 }
    await seal(tx, after)
    return ok({ booking: after, payment })
  })
}
