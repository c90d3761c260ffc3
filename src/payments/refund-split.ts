import assert from 'node:assert/strict'
import type { PaymentId } from '../kernel/ids.ts'
import { money, sum, type Money } from '../kernel/money.ts'

/** A payment that has arrived, and what of it has not gone back yet. */
export type Refundable = Readonly<{ paymentId: PaymentId; left: Money }>

/**
 * Which payments a sum goes back over, and how much of each: the latest first, since a provider refunds a payment only for so
 * long; each at most once, never more than is left of it, and together the whole sum to the cent.
 * @param payments oldest first @throws when less is left of all of them: the caller's sums are wrong.
 */
export function splitRefund(amount: Money, payments: readonly Refundable[]): { paymentId: PaymentId; amount: Money }[] {
  const { currency } = amount
  const left = sum(
    payments.map((payment) => payment.left),
    currency,
  )
  assert(amount.minor <= left.minor, `${amount.minor} was to go back of ${left.minor}`)
  let open = amount.minor
  const parts = payments.toReversed().map((payment) => {
    const part = Math.min(open, payment.left.minor)
    open -= part
    return { paymentId: payment.paymentId, amount: money(part, currency) }
  })
  return parts.filter((part) => part.amount.minor > 0)
}
