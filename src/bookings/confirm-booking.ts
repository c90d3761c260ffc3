import { claimNights, keepNights, releaseNights } from '../calendar/claim-nights.ts'
import { freeUnits } from '../calendar/free-units.ts'
import type { BookingId, PaymentId, UnitId } from '../kernel/ids.ts'
import type { Money } from '../kernel/money.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { post } from '../ledger/post.ts'
import { openCase } from '../payments/cases/open-case.ts'
import { isRefundAsked, refundPayment } from '../payments/refund-payment.ts'
import { inTransaction, type Tx } from '../platform/db.ts'
import type { Deps } from '../platform/deps.ts'
import { enqueue } from '../platform/enqueue.ts'
import { announce } from '../platform/outbox.ts'
import type { RunningJob } from '../platform/run-job.ts'
import { selectAlterationPaidBy } from './alteration-store.ts'
import { paid, type Booking, type BookingState, type PaidDecision } from './booking.ts'
import { earned, sharesOf } from './booking-postings.ts'
import { payAlteration } from './pay-alteration.ts'
import { watchStay } from './pass-time.ts'
import { findBooking, saveState } from './store.ts'

type Payment = { bookingId: BookingId; paymentId: PaymentId; amount: Money }
type Confirm = Extract<PaidDecision, { do: 'confirm' }>

/**
 * Money has arrived for a booking: it is confirmed, or the money goes back, exactly one of the two. Runs again safely.
 * `job`: what is done with the confirmation, since nearly every run ends by it.
 * @throws when the booking changed meanwhile, so that the job runs again.
 */
export async function confirmBooking(
  deps: Deps,
  payment: Payment,
  job?: Pick<RunningJob, 'finish'>,
): Promise<'confirmed' | 'refunded' | 'unchanged'> {
  const booking = await findBooking(deps.db, payment.bookingId)
  if (!booking) return sendBack(deps, payment, 'paid_for_nothing')
  const alteration = booking.state.paymentId === payment.paymentId ? undefined : await selectAlterationPaidBy(deps.db, payment.paymentId)
  if (alteration) return payAlteration(deps, booking, alteration, payment)
  const decision = paid(booking, payment.paymentId, deps.clock.now())
  if (decision.do === 'nothing') return 'unchanged'
  if (decision.do === 'refund') return sendBack(deps, payment, decision.reason)
  if (decision.do === 'undo') return sendBack(deps, payment, decision.reason, { booking, state: decision.state, nights: 'freed' })

  if (decision.nights === 'held') {
    await inTransaction(deps.db, async (tx) => {
      await keepNights(tx, { unitId: booking.unitId, stay: booking.stay, claimId: booking.id })
      await job?.finish(tx)
      return confirm(tx, deps, { booking, decision, unitId: booking.unitId })
    })
    return 'confirmed'
  }
  // Decided by a run that could not say so any more: money that is on its way back buys no nights, though they are free by now.
  if (await isRefundAsked(deps.db, { paymentId: payment.paymentId, key: keyOf(payment) })) return 'refunded'
  for (const unitId of await freeUnits(deps.db, booking.listingId, booking.stay)) {
    const taken = await takeAgain(deps, booking, decision, unitId)
    if (taken.ok) return 'confirmed'
  }
  return sendBack(deps, payment, 'hold_expired', { booking, state: booking.state, nights: 'none' })
}

/** What has not earned its money sends it back under this name, whatever the reason. */
const keyOf = ({ paymentId }: Payment) => `unearned:${paymentId}`

export const paidTooLateJob = 'bookings.tell_paid_too_late'

/** The hold had ended before the money came: the nights are taken anew where nobody else has them. */
function takeAgain(deps: Deps, booking: Booking, decision: Confirm, unitId: UnitId): Promise<Result<undefined, { code: 'nights_taken' }>> {
  return inTransaction(deps.db, async (tx) => {
    const claimed = await claimNights(tx, { unitId, stay: booking.stay, claimId: booking.id, kind: 'booking' })
    if (!claimed.ok) return err({ code: 'nights_taken' })
    return confirm(tx, deps, { booking, decision, unitId })
  })
}

async function confirm(tx: Tx, deps: Deps, { booking, decision, unitId }: { booking: Booking; decision: Confirm; unitId: UnitId }) {
  if (!(await saveState(tx, booking, decision.state, unitId))) throw new Error('the booking changed while it was being confirmed')
  const postings = earned(booking, sharesOf(booking.snapshot.quote))
  await post(tx, deps, { fact: `earn:${booking.id}`, reason: 'booking confirmed', bookingId: booking.id, postings })
  await watchStay(tx, deps, booking)
  await announce(tx, deps, { type: 'booking.confirmed', listingId: booking.listingId, bookingId: booking.id })
  return ok()
}

/** What the booking is from now on; 'none': it has no nights that could be freed. */
type End = { booking: Booking; state: BookingState; nights: 'freed' | 'none' }

async function sendBack(deps: Deps, payment: Payment, reason: string, end?: End): Promise<'refunded'> {
  const { bookingId, paymentId, amount } = payment
  await inTransaction(deps.db, async (tx) => {
    if (end) await endBooking(tx, deps, end)
    await refundPayment(tx, deps, { paymentId, amount, reason, key: keyOf(payment) })
    if (reason === 'paid_for_nothing') {
      await openCase(tx, deps, {
        about: `payment:${paymentId}`,
        kind: 'paid_for_nothing',
        bookingId,
        facts: { amount, reference: paymentId },
      })
    }
    if (reason === 'hold_expired') await enqueue(tx, deps, { kind: paidTooLateJob, payload: { bookingId, amount } })
    return ok()
  })
  return 'refunded'
}

/** @throws when the booking changed meanwhile, so that the job runs again. */
async function endBooking(tx: Tx, deps: Deps, { booking, state, nights }: End): Promise<void> {
  const { id, unitId, stay, listingId } = booking
  if (nights === 'freed') await releaseNights(tx, { unitId, stay, claimId: id })
  // Also where nothing about it changes: another run that would take nights for the same money loses by it.
  if (!(await saveState(tx, booking, state))) throw new Error('the booking changed while its money was being sent back')
  if (nights === 'none') return
  const wasOver = state.name === booking.state.name
  await announce(tx, deps, { type: wasOver ? 'booking.nights_freed' : 'booking.unanswered', listingId, bookingId: id })
}
