import type { BookingId, UserId } from '../kernel/ids.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { inTransaction } from '../platform/db.ts'
import type { Deps } from '../platform/deps.ts'
import { enqueue, type JobId } from '../platform/enqueue.ts'
import { announce } from '../platform/outbox.ts'
import type { Seal } from '../platform/seal.ts'
import { wasPaid, type Booking, type StateName } from './booking.ts'
import { givenBackOf } from './find-given-back.ts'
import { giveBack } from './give-back.ts'
import type { GivenBackId } from './given-back-store.ts'
import { overrideRefund, type BornBy, type OverrideError, type Wanted } from './override-policy.ts'
import type { Refund } from './refund.ts'
import { findBooking, saveState } from './store.ts'

export const tellGoodwillJob = 'bookings.tell_goodwill'

export type Goodwill = Readonly<{
  bookingId: BookingId
  operatorId: UserId
  reason: string
  wanted: Exclude<Wanted, { kind: 'policy' }>
  bornBy: BornBy
}>

export type RefundAsOperatorError =
  | { code: 'booking_not_found' }
  | { code: 'booking_changed' }
  | { code: 'booking_not_paid'; state: StateName }
  | { code: 'nothing_to_refund' }
  | OverrideError

export type GoodwillGiven = Readonly<{ id: GivenBackId; booking: Booking; refund: Refund }>

/** Those who run the market give money back without calling anything off, or after it was. */
export async function refundAsOperator(
  deps: Deps,
  { bookingId, operatorId, reason, wanted, bornBy }: Goodwill,
  seal: Seal<GoodwillGiven>,
): Promise<Result<GoodwillGiven & { job: JobId | null }, RefundAsOperatorError>> {
  return inTransaction(deps.db, async (tx) => {
    const booking = await findBooking(tx, bookingId)
    if (!booking) return err({ code: 'booking_not_found' })
    const { state } = booking
    if (!wasPaid(state)) return err({ code: 'booking_not_paid', state: state.name })
    const refund = overrideRefund({ quote: booking.snapshot.quote, before: await givenBackOf(tx, booking), policy: null, wanted, bornBy })
    if (!refund.ok) return refund
    if (refund.value.total.minor === 0) return err({ code: 'nothing_to_refund' })
    // The state stays; its version does not, so that two who give at once see each other.
    if (!(await saveState(tx, booking, state))) return err({ code: 'booking_changed' })
    const id = deps.ids.next<'booking_refund'>()
    const back = { id, kind: 'goodwill', by: 'operator', operatorId, reason } as const
    const job = await giveBack(tx, deps, { booking, refund: refund.value, back, fact: `goodwill:${id}`, why: 'goodwill' })
    await enqueue(tx, deps, { kind: tellGoodwillJob, payload: { bookingId, givenBackId: id } })
    await announce(tx, deps, { type: 'booking.refunded', bookingId })
    const given = { id, booking: { ...booking, version: booking.version + 1 }, refund: refund.value }
    await seal(tx, given)
    return ok({ ...given, job })
  })
}
