import assert from 'node:assert/strict'
import { PermanentError } from '../platform/run-job.ts'
import type { RefundId } from './payment.ts'
import type { PaymentDeps } from './payment-deps.ts'
import { settleRefund } from './settle-refund.ts'
import { selectPayment, selectRefund } from './store.ts'

/**
 * Has the provider send a refund. Asked twice, or after a time-out, the provider answers with the same one.
 * @throws PermanentError when the provider refuses: the money is still owed, so the refund stays pending, and its job goes to
 * the dead letters for an operator to settle at the provider and try again.
 */
export async function sendRefund(deps: PaymentDeps, refundId: RefundId): Promise<void> {
  const refund = await selectRefund(deps.db, refundId)
  if (refund?.state !== 'pending' || refund.providerId !== null) return
  const payment = await selectPayment(deps.db, refund.paymentId)
  assert(payment?.state === 'succeeded')
  const { paymentId, amount } = refund
  const asked = await deps.provider.refund({ refundId, paymentId, intentId: payment.intentId, amount })
  if (!asked.ok) throw new PermanentError(`the provider refuses the refund ${refundId}: ${asked.error.reason}`)
  await settleRefund(deps, refundId, asked.value)
}
