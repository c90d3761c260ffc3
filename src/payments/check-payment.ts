import type { PaymentId } from '../kernel/ids.ts'
import { closePayment } from './close-payment.ts'
import { openPayment } from './open-payment.ts'
import type { PaymentDeps } from './payment-deps.ts'
import { sendCapture, sendVoid } from './send-capture.ts'
import { settlePayment } from './settle-payment.ts'
import { selectPayment } from './store.ts'

/** Asks the provider how an undecided payment stands: for a guest who is just back from paying, and for webhooks that never came. */
export async function checkPayment(deps: PaymentDeps, paymentId: PaymentId): Promise<void> {
  const payment = await selectPayment(deps.db, paymentId)
  if (payment?.state === 'open') await settlePayment(deps, paymentId, await deps.provider.readSession(payment.sessionId))
  if (payment?.state === 'authorised') await settlePayment(deps, paymentId, await deps.provider.readIntent(payment.intentId))
  if (payment?.state === 'capturing') await sendCapture(deps, paymentId)
  if (payment?.state === 'voiding') await sendVoid(deps, paymentId)
  if (payment?.state !== 'opening') return
  if (deps.clock.now() < payment.expiresAt) await openPayment(deps, paymentId)
  else await closePayment(deps, paymentId)
}
