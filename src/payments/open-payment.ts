import type { PaymentId } from '../kernel/ids.ts'
import { err, ok } from '../kernel/result.ts'
import { inTransaction } from '../platform/db.ts'
import { announce } from '../platform/outbox.ts'
import type { Payment } from './payment.ts'
import type { PaymentDeps } from './payment-deps.ts'
import type { Refusal, SessionTruth } from './provider.ts'
import { savePaymentState, selectPayment } from './store.ts'

/** Has the provider open its page for a payment. Asked twice, or after a time-out, the provider answers with the same page. */
export async function openPayment(deps: PaymentDeps, paymentId: PaymentId): Promise<void> {
  const payment = await selectPayment(deps.db, paymentId)
  if (payment?.state !== 'opening') return
  const asked = await deps.provider.openSession({ ...payment, paymentId })
  if (asked.ok) await recordSession(deps, payment, asked.value)
  else await failPayment(deps, payment, asked.error)
}

/** Notes that the provider's page exists. Nothing is written when the payment has moved on meanwhile. */
export async function recordSession({ db }: Pick<PaymentDeps, 'db'>, payment: Payment, { sessionId, url }: SessionTruth): Promise<void> {
  if (url === null) return
  await inTransaction(db, async (tx) => {
    const saved = payment.state === 'opening' && (await savePaymentState(tx, payment, { state: 'open', sessionId, url }))
    return saved ? ok() : err({ code: 'payment_changed' })
  })
}

async function failPayment(deps: PaymentDeps, payment: Payment, { reason }: Refusal): Promise<void> {
  await inTransaction(deps.db, async (tx) => {
    if (!(await savePaymentState(tx, payment, { state: 'failed' }))) return err({ code: 'payment_changed' })
    const { id: paymentId, bookingId, amount } = payment
    await announce(tx, deps, { type: 'payment.failed', bookingId, paymentId, amount, reason })
    return ok()
  })
}
