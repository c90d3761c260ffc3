import { releaseNights } from '../calendar/claim-nights.ts'
import type { BookingId, PaymentId } from '../kernel/ids.ts'
import { ok } from '../kernel/result.ts'
import { endPayment } from '../payments/end-payment.ts'
import { inTransaction, write } from '../platform/db.ts'
import type { Deps } from '../platform/deps.ts'
import { announce } from '../platform/outbox.ts'
import { selectAlterationPaidBy } from './alteration-store.ts'
import { unpaid } from './booking.ts'
import { freeUnpaidAlteration } from './end-alteration.ts'
import { findBooking, saveState } from './store.ts'

/**
 * A hold's time is up: nobody may pay any more. The nights stay held until the provider has said so; then `freeUnpaidNights`
 * frees them.
 */
export async function expireHold(deps: Deps, { bookingId }: { bookingId: BookingId }): Promise<void> {
  await write(deps.db, async (tx) => {
    const booking = await findBooking(tx, bookingId)
    if (booking?.state.name === 'pending_payment') await endPayment(tx, deps, { paymentId: booking.state.paymentId })
  })
}

/** The provider has closed the payment without money: the nights go free. Runs again safely. */
export async function freeUnpaidNights(
  deps: Deps,
  { bookingId, paymentId }: { bookingId: BookingId; paymentId: PaymentId },
): Promise<void> {
  const booking = await findBooking(deps.db, bookingId)
  if (!booking) return
  const alteration = booking.state.paymentId === paymentId ? undefined : await selectAlterationPaidBy(deps.db, paymentId)
  if (alteration) return freeUnpaidAlteration(deps, alteration)
  const decision = unpaid(booking, paymentId, deps.clock.now())
  if (!decision.ok) return
  await inTransaction(deps.db, async (tx) => {
    await releaseNights(tx, { unitId: booking.unitId, stay: booking.stay, claimId: booking.id })
    if (!(await saveState(tx, booking, decision.value))) throw new Error('the booking changed while its hold was being ended')
    await announce(tx, deps, { type: 'booking.expired', listingId: booking.listingId, bookingId })
    return ok()
  })
}
