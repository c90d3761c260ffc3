import type { PaymentId } from '../kernel/ids.ts'
import type { Payment } from './payment.ts'
import type { PaymentDeps } from './payment-deps.ts'
import { ProviderUnavailable, type IntentTruth } from './provider.ts'
import { settlePayment } from './settle-payment.ts'
import { selectPayment } from './store.ts'

type Held = Extract<Payment, { state: 'capturing' | 'voiding' }>

/** Has the provider take what is set aside. Asked twice, or after a time-out, it takes it once. What it refuses for good is let go. */
export async function sendCapture(deps: PaymentDeps, paymentId: PaymentId): Promise<void> {
  const payment = await selectPayment(deps.db, paymentId)
  if (payment?.state !== 'capturing') return
  const asked = await deps.provider.capture({ paymentId, intentId: payment.intentId })
  await settleHeld(deps, payment, asked.ok ? asked.value : await endOf(deps, payment))
}

/** Refused: it may have been taken or have lapsed before. What is still set aside then is of use to nobody. */
async function endOf({ provider }: PaymentDeps, { intentId }: Held): Promise<IntentTruth> {
  const truth = await provider.readIntent(intentId)
  return truth.status === 'authorised' ? provider.voidIntent(intentId) : truth
}

/** Has the provider let go of what is set aside. */
export async function sendVoid(deps: PaymentDeps, paymentId: PaymentId): Promise<void> {
  const payment = await selectPayment(deps.db, paymentId)
  if (payment?.state === 'voiding') await settleHeld(deps, payment, await deps.provider.voidIntent(payment.intentId))
}

/** @throws ProviderUnavailable while the provider has not decided; the job asks again. */
async function settleHeld(deps: PaymentDeps, { id }: Held, truth: IntentTruth): Promise<void> {
  const state = await settlePayment(deps, id, truth)
  if (state === 'capturing' || state === 'voiding') throw new ProviderUnavailable(`the provider has not decided about the payment ${id}`)
}
