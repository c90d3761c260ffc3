import { blockNights } from '../calendar/block-nights.ts'
import { releaseNights } from '../calendar/claim-nights.ts'
import type { BookingId, HostId, UserId } from '../kernel/ids.ts'
import { sameMoney, type Money } from '../kernel/money.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { post, reversed } from '../ledger/post.ts'
import { refundPayment } from '../payments/refund-payment.ts'
import { inTransaction, type Tx } from '../platform/db.ts'
import type { Deps } from '../platform/deps.ts'
import type { JobId } from '../platform/enqueue.ts'
import { announce } from '../platform/outbox.ts'
import type { Seal } from '../platform/seal.ts'
import { cancellable, partyOf, type Booking, type BookingState, type NotCancellable, type Party } from './booking.ts'
import { earned } from './booking-postings.ts'
import type { Refund } from './refund.ts'
import { refundAt } from './refund-policy.ts'
import { termsOf } from './terms-of.ts'
import { findBooking, saveState } from './store.ts'

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
    const refund = refundAt(termsOf(booking), by, now)
    if (expectedRefund && !sameMoney(expectedRefund, refund.total)) return err({ code: 'refund_changed', refund: refund.total })

    const state = { ...current.value, name: 'cancelled', cancelledAt: now, by, refund: refund.total } satisfies BookingState
    await giveNightsBack(tx, booking, by)
    if (!(await saveState(tx, booking, state))) return err({ code: 'booking_changed' })
    const job = await giveMoneyBack(tx, deps, { booking, refund, by })
    await announce(tx, deps, { type: 'booking.cancelled', listingId: booking.listingId, bookingId, by })
    const cancelled: Booking = { ...booking, state, version: booking.version + 1 }
    await seal(tx, cancelled)
    return ok({ booking: cancelled, refund: job })
  })
}

/** Nights that a host has called off are not sold again behind the guest's back. */
async function giveNightsBack(tx: Tx, { id, unitId, stay }: Booking, by: Party): Promise<void> {
  if (by === 'host') await blockNights(tx, { unitId, range: { from: stay.checkIn, until: stay.checkOut } })
  await releaseNights(tx, { unitId, stay, claimId: id })
}

type MoneyBack = { booking: Booking; refund: Refund; by: Party }

/** Takes each party's share back into the booking's account, and sends it to the guest from there. */
async function giveMoneyBack(tx: Tx, deps: Deps, { booking, refund, by }: MoneyBack): Promise<JobId | null> {
  if (refund.total.minor === 0) return null
  const postings = reversed(earned(booking, refund.shares))
  await post(tx, deps, { fact: `cancel:${booking.id}`, reason: `cancelled by ${by}`, bookingId: booking.id, postings })
  return refundPayment(tx, deps, {
    paymentId: booking.state.paymentId,
    amount: refund.total,
    reason: 'cancelled',
    key: `cancel:${booking.id}`,
  })
}
