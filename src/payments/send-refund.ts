import assert from 'node:assert/strict'
import type { RefundId } from './payment.ts'
import type { PaymentDeps } from './payment-deps.ts'
import { settleRefund } from './settle-refund.ts'
import { selectPayment, selectRefund } from './store.ts'

/** Has the provider send a refund. Asked twice, or after a time-out, the provider answers with the same one. */
export async function sendRefund(deps: PaymentDeps, refundId: RefundId): Promise<void> {
  const refund = await selectRefund(deps.db, refundId)
  if (refund?.state !== 'pending' || refund.providerId !== null) return
  const payment = await selectPayment(deps.db, refund.paymentId)
  assert(payment?.state === 'succeeded')
  const { paymentId, amount } = refund
  const asked = await deps.provider.refund({ refundId, paymentId, intentId: payment.intentId, amount })
  await settleRefund(deps, refundId, asked.ok ? asked.value : { status: 'refused', reason: asked.error.reason })
}
