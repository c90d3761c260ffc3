import { err, ok, type Result } from '../kernel/result.ts'
import { voidPayment } from '../payments/capture-payment.ts'
import { endPayment } from '../payments/end-payment.ts'
import { inTransaction } from '../platform/db.ts'
import type { Deps } from '../platform/deps.ts'
import { announce } from '../platform/outbox.ts'
import type { Seal } from '../platform/seal.ts'
import type { Answered, AnswerRequest } from './accept-request.ts'
import { partyOf, type Booking, type NotCancellable } from './booking.ts'
import { withdrawn } from './request.ts'
import { findBooking, saveState } from './store.ts'

export type WithdrawRequestError = { code: 'booking_not_found' } | NotCancellable | { code: 'booking_changed' }

/**
 * The guest takes back what is not agreed yet: gives up a hold, or a request that the host has not answered, whichever it is by
 * now. The nights go free once the provider has closed its page, or let go of the money: `payment` is the job that asks for that.
 */
export async function withdrawRequest(
  deps: Deps,
  { bookingId, person }: AnswerRequest,
  seal: Seal<Booking>,
): Promise<Result<Answered, WithdrawRequestError>> {
  return inTransaction(deps.db, async (tx) => {
    const booking = await findBooking(tx, bookingId)
    if (!booking || partyOf(booking, person) !== 'guest') return err({ code: 'booking_not_found' })
    const state = withdrawn(booking, deps.clock.now())
    if (!state) return err({ code: 'booking_not_cancellable', state: booking.state.name })
    if (!(await saveState(tx, booking, state))) return err({ code: 'booking_changed' })
    const { paymentId } = state
    const isHold = state.name === 'pending_payment'
    const payment = isHold ? await endPayment(tx, deps, { paymentId }) : await voidPayment(tx, deps, { paymentId })
    if (!isHold) await announce(tx, deps, { type: 'booking.withdrawn', bookingId })
    const after = { ...booking, state, version: booking.version + 1 }
    await seal(tx, after)
    return ok({ booking: after, payment })
  })
}
