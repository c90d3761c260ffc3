import { blockNights } from '../calendar/block-nights.ts'
import type { BookingId, UserId } from '../kernel/ids.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { voidPayment } from '../payments/capture-payment.ts'
import { inTransaction, type Tx } from '../platform/db.ts'
import type { Deps } from '../platform/deps.ts'
import type { JobId } from '../platform/enqueue.ts'
import { announce } from '../platform/outbox.ts'
import type { Seal } from '../platform/seal.ts'
import { cancellable, type Booking, type BookingState, type NotCancellable } from './booking.ts'
import { callOff } from './call-off.ts'
import { givenBackOf } from './find-given-back.ts'
import { overrideRefund, type BornBy, type OverrideError, type Wanted } from './override-policy.ts'
import { refundAt } from './refund-policy.ts'
import { endedByOperator, type EndedByOperator } from './request.ts'
import { findBooking, saveState } from './store.ts'
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

/** `money`: the job that asks the provider to give it back, or to let go of it. */
type CalledOff = { booking: Booking; money: JobId | null }

/**
 * Those who run the market call a booking off. Unless they say otherwise, the guest gets what their own call would have brought.
 * Of a request that its host has not answered, nothing was taken.
 */
export async function cancelAsOperator(
  deps: Deps,
  asked: OperatorCancellation,
  seal: Seal<Booking>,
): Promise<Result<CalledOff, CancelAsOperatorError>> {
  const { bookingId, operatorId, reason, wanted, bornBy } = asked
  const blocks = asked.nights === 'blocked'
  return inTransaction(deps.db, async (tx) => {
    const booking = await findBooking(tx, bookingId)
    if (!booking) return err({ code: 'booking_not_found' })
    const now = deps.clock.now()
    const ended = endedByOperator(booking, { operatorId, reason, now })
    if (ended) return endRequest(tx, deps, { booking, state: ended, wanted, blocks }, seal)
    const current = cancellable(booking, now)
    if (!current.ok) return current
    const before = await givenBackOf(tx, booking)
    const policy = refundAt(termsOf(booking, before), 'guest', now)
    const refund = overrideRefund({ quote: booking.snapshot.quote, before, policy, wanted, bornBy })
    if (!refund.ok) return refund
    const called = { name: 'cancelled', cancelledAt: now, by: 'operator', operatorId, reason, refund: refund.value.total } as const
    const state = { ...current.value, ...called } satisfies BookingState
    const done = await callOff(tx, deps, { booking, state, refund: refund.value, blocks })
    if (!done.ok) return done
    await seal(tx, done.value.booking)
    return ok({ booking: done.value.booking, money: done.value.refund })
  })
}

type EndRequest = Readonly<{ booking: Booking; state: EndedByOperator; wanted: Wanted; blocks: boolean }>

/** The nights wait for the provider to let go of the money, as when the host says no; then they go free, or are blocked. */
async function endRequest(
  tx: Tx,
  deps: Deps,
  { booking, state, wanted, blocks }: EndRequest,
  seal: Seal<Booking>,
): Promise<Result<CalledOff, { code: 'booking_changed' } | OverrideError>> {
  const { id, unitId, stay, listingId } = booking
  if (wanted.kind === 'amount' || wanted.kind === 'lines') return err({ code: 'more_than_paid', line: null, left: state.refund })
  if (blocks) await blockNights(tx, { unitId, range: { from: stay.checkIn, until: stay.checkOut } })
  if (!(await saveState(tx, booking, state))) return err({ code: 'booking_changed' })
  const money = await voidPayment(tx, deps, { paymentId: state.paymentId })
  await announce(tx, deps, { type: 'booking.request_ended', listingId, bookingId: id })
  const after = { ...booking, state, version: booking.version + 1 }
  await seal(tx, after)
  return ok({ booking: after, money })
}
