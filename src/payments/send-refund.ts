import assert from 'node:assert/strict'
import { write } from '../platform/db.ts'
import { PermanentError } from '../platform/run-job.ts'
import { openCase } from './cases/open-case.ts'
import type { RefundId } from './payment.ts'
import type { PaymentDeps } from './payment-deps.ts'
import { settleRefund } from './settle-refund.ts'
import { selectPayment, selectRefund } from './store.ts'

/**
 * Has the provider send a refund. Asked twice, or after a time-out, the provider answers with the same one.
 * @throws PermanentError when the provider refuses: the money is still owed, so the refund stays pending, a case tells the
 * operators, and its job goes to the dead letters to be tried again once it is settled at the provider.
 */
export async function sendRefund(deps: PaymentDeps, refundId: RefundId): Promise<void> {
  const refund = await selectRefund(deps.db, refundId)
  if (refund?.state !== 'pending' || refund.providerId !== null) return
  const payment = await selectPayment(deps.db, refund.paymentId)
  assert(payment?.state === 'succeeded')
  const { paymentId, amount } = refund
  const asked = await deps.provider.refund({ refundId, paymentId, intentId: payment.intentId, amount })
  if (!asked.ok) {
    const { reason } = asked.error
    const known = { amount, reason, reference: payment.intentId }
    const refused = { about: `refund:${refundId}`, kind: 'refund_refused', bookingId: payment.bookingId, facts: known } as const
    await write(deps.db, (tx) => openCase(tx, deps, refused))
    throw new PermanentError(`the provider refuses the refund ${refundId}: ${reason}`)
  }
  await settleRefund(deps, refundId, asked.value)
}
