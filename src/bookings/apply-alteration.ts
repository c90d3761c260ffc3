import type { PaymentId } from '../kernel/ids.ts'
import { money } from '../kernel/money.ts'
import { post } from '../ledger/post.ts'
import { refundPayments } from '../payments/refund-payments.ts'
import type { Tx } from '../platform/db.ts'
import type { Deps } from '../platform/deps.ts'
import type { JobId } from '../platform/enqueue.ts'
import { announce } from '../platform/outbox.ts'
import { differenceOf, timesOf, type Alteration } from './alteration.ts'
import { saveAgreement, saveAlteration, selectAlterations } from './alteration-store.ts'
import type { Booking } from './booking.ts'
import { earnedBetween, sharesOf } from './booking-postings.ts'
import { watchStay } from './pass-time.ts'

type Input = { booking: Booking; alteration: Alteration; paymentId: PaymentId | null }

/**
 * Makes an alteration what the booking is: dates, guests, price and what each party is owed, in one transaction. Its nights
 * must have been moved already. What the guest has paid too much goes back over all that they have paid.
 * @returns the altered booking and the refunds to send; undefined when it or the alteration changed meanwhile: roll back then.
 */
export async function applyAlteration(
  tx: Tx,
  deps: Deps,
  { booking, alteration, paymentId }: Input,
): Promise<{ booking: Booking; refunds: JobId[] } | undefined> {
  const { before, after } = alteration
  const { stay, guests, quote } = after
  const snapshot = { ...booking.snapshot, quote }
  const altered: Booking = { ...booking, stay, guests, ...timesOf(booking, stay), snapshot, version: booking.version + 1 }
  if (!(await saveAgreement(tx, booking, altered))) return undefined
  if (!(await saveAlteration(tx, alteration, { name: 'applied', paymentId, appliedAt: deps.clock.now() }))) return undefined
  const postings = earnedBetween(booking, sharesOf(before.quote), sharesOf(quote))
  await post(tx, deps, { fact: `alter:${alteration.id}`, reason: 'booking altered', bookingId: booking.id, postings })
  const refunds = await sendBackTooMuch(tx, deps, booking, alteration)
  await watchStay(tx, deps, altered)
  const { id: bookingId, listingId } = booking
  await announce(tx, deps, { type: 'booking.altered', listingId, bookingId, alterationId: alteration.id })
  return { booking: altered, refunds }
}

async function sendBackTooMuch(tx: Tx, deps: Deps, booking: Booking, alteration: Alteration): Promise<JobId[]> {
  const { minor, currency } = differenceOf(alteration)
  if (minor >= 0) return []
  const paymentIds = await paymentsFor(tx, booking)
  return refundPayments(tx, deps, { paymentIds, amount: money(-minor, currency), reason: 'altered', key: `alter:${alteration.id}` })
}

/** What the guest has paid for what the booking is: at first, and for alterations since. Oldest first. */
export async function paymentsFor(tx: Tx, { id, state }: Booking): Promise<PaymentId[]> {
  const applied = (await selectAlterations(tx, [id])).flatMap((each) => (each.state.name === 'applied' ? [each.state] : []))
  const later = applied.toSorted((a, b) => a.appliedAt - b.appliedAt).flatMap(({ paymentId }) => paymentId ?? [])
  return [state.paymentId, ...later]
}
