import type { BookingId } from '../kernel/ids.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { capturePayment } from '../payments/capture-payment.ts'
import { inTransaction } from '../platform/db.ts'
import type { Deps } from '../platform/deps.ts'
import type { JobId } from '../platform/enqueue.ts'
import { announce } from '../platform/outbox.ts'
import type { Seal } from '../platform/seal.ts'
import { partyOf, type Booking } from './booking.ts'
import { accepted, type NotRequested } from './request.ts'
import { findBooking, saveState } from './store.ts'
import type { Person } from './view-booking.ts'

export type AnswerRequest = { bookingId: BookingId; person: Person }

/** `only_the_host_answers`: a guest sees their own request, and cannot answer it. */
export type AnswerError = { code: 'booking_not_found' } | { code: 'only_the_host_answers' } | NotRequested | { code: 'booking_changed' }
export type AcceptRequestError = AnswerError | { code: 'request_overdue' }

export type Answered = { booking: Booking; payment: JobId }

/** The host says yes: the money is asked for, and once it has come in the guest has a booking. `payment` is the job that takes it. */
export async function acceptRequest(
  deps: Deps,
  { bookingId, person }: AnswerRequest,
  seal: Seal<Booking>,
): Promise<Result<Answered, AcceptRequestError>> {
  return inTransaction(deps.db, async (tx) => {
    const booking = await findBooking(tx, bookingId)
    const party = booking && partyOf(booking, person)
    if (!booking || !party) return err({ code: 'booking_not_found' })
    if (party !== 'host') return err({ code: 'only_the_host_answers' })
    const decision = accepted(booking, deps.clock.now())
    if (!decision.ok) return decision
    if (!(await saveState(tx, booking, decision.value))) return err({ code: 'booking_changed' })
    const payment = await capturePayment(tx, deps, { paymentId: booking.state.paymentId })
    await announce(tx, deps, { type: 'booking.accepted', bookingId })
    const after = { ...booking, state: decision.value, version: booking.version + 1 }
    await seal(tx, after)
    return ok({ booking: after, payment })
  })
}
