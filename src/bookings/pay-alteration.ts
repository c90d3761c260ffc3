import { giveBackNights, keepNights, nightsOnlyIn, shiftNights } from '../calendar/claim-nights.ts'
import { err, ok } from '../kernel/result.ts'
import { refundPayment } from '../payments/refund-payment.ts'
import type { Money } from '../kernel/money.ts'
import type { PaymentId } from '../kernel/ids.ts'
import { inTransaction, type Tx } from '../platform/db.ts'
import type { Deps } from '../platform/deps.ts'
import { enqueue } from '../platform/enqueue.ts'
import { payable, type Alteration } from './alteration.ts'
import { saveAlteration, selectAlteration } from './alteration-store.ts'
import { applyAlteration } from './apply-alteration.ts'
import type { Booking } from './booking.ts'
import { hasGivenBack } from './find-given-back.ts'
import { overtakeAlteration } from './end-alteration.ts'

type Payment = { paymentId: PaymentId; amount: Money }

export const alterationPaidTooLateJob = 'bookings.tell_alteration_paid_too_late'

/**
 * Money has arrived for an alteration: the booking is altered, or the money goes back, exactly one of the two. Money that
 * comes after its hold has ended takes the nights again if it still can. Runs again safely.
 * @throws when something changed meanwhile, so that the job runs again.
 */
export async function payAlteration(
  deps: Deps,
  booking: Booking,
  alteration: Alteration,
  payment: Payment,
): Promise<'confirmed' | 'refunded' | 'unchanged'> {
  const decision = payable(booking, alteration, deps.clock.now())
  if (decision === 'nothing') return 'unchanged'
  if (decision === 'refund' || (await hasGivenBack(deps.db, booking))) return sendBack(deps, booking, alteration, payment)
  const altered = await inTransaction(deps.db, async (tx) => {
    const { id: claimId, unitId, stay } = booking
    if (decision === 'held') {
      await keepNights(tx, { unitId, stay: alteration.after.stay, claimId })
      await giveBackNights(tx, { unitId, claimId }, nightsOnlyIn(stay, alteration.after.stay))
    } else {
      const moved = await shiftNights(tx, { unitId, claimId, kind: 'booking' }, { before: stay, after: alteration.after.stay })
      if (!moved.ok) return err({ code: 'nights_taken' } as const)
    }
    const applied = await applyAlteration(tx, deps, { booking, alteration, paymentId: payment.paymentId })
    // One that was proposed since was priced for what is no more.
    if (!applied || !(await overtakeAlteration(tx, deps, booking))) throw new Error('the booking changed while it was being altered')
    return ok()
  })
  return altered.ok ? 'confirmed' : sendBack(deps, booking, alteration, payment)
}

async function sendBack(deps: Deps, booking: Booking, alteration: Alteration, { paymentId, amount }: Payment): Promise<'refunded'> {
  await inTransaction(deps.db, async (tx) => {
    if (!(await isOverFor(tx, deps, booking, alteration))) throw new Error('the alteration changed while its money was being sent back')
    await refundPayment(tx, deps, { paymentId, amount, reason: 'alteration_expired', key: `unearned:${paymentId}` })
    await enqueue(tx, deps, { kind: alterationPaidTooLateJob, payload: { bookingId: booking.id, amount, paymentId } })
    return ok()
  })
  return 'refunded'
}

/** From now on its money only goes back, so that the job that runs again decides the same. */
async function isOverFor(tx: Tx, deps: Deps, booking: Booking, { id }: Alteration): Promise<boolean> {
  const now = await selectAlteration(tx, id)
  if (now?.state.name === 'awaiting_payment') return overtakeAlteration(tx, deps, booking)
  if (now?.state.name !== 'unpaid') return now?.state.name === 'overtaken'
  return saveAlteration(tx, now, { name: 'overtaken', paymentId: now.state.paymentId, endedAt: deps.clock.now() })
}
