import type { Stripe } from 'stripe'
import { fromSeconds } from '../kernel/clock.ts'
import { parseId, type PaymentId } from '../kernel/ids.ts'
import { ok, type Result } from '../kernel/result.ts'
import { ProviderUnavailable, type IntentTruth, type MoneyTruth, type Refusal } from './provider.ts'
import { fromProviderAmount } from './stripe-amount.ts'
import { answered, decided, idOf } from './stripe-answers.ts'

export async function capture(
  stripe: Stripe,
  { paymentId, intentId }: { paymentId: PaymentId; intentId: string },
): Promise<Result<IntentTruth, Refusal>> {
  const captured = await answered(stripe.paymentIntents.capture(intentId, {}, { idempotencyKey: `capture:${paymentId}` }))
  return captured.ok ? ok(await intentTruth(stripe, captured.value)) : captured
}

export async function voidIntent(stripe: Stripe, intentId: string): Promise<IntentTruth> {
  // Harmless when repeated, and a stored refusal must not be replayed: so no key of ours.
  const ended = await answered(stripe.paymentIntents.cancel(intentId))
  return ended.ok ? intentTruth(stripe, ended.value) : readIntent(stripe, intentId)
}

export async function readIntent(stripe: Stripe, intentId: string): Promise<IntentTruth> {
  return intentTruth(stripe, await decided(answered(stripe.paymentIntents.retrieve(intentId))))
}

/** How the money of a page stands whose payer is done, though nothing has come in. */
export async function moneyOf(stripe: Stripe, intentId: string): Promise<MoneyTruth> {
  return moneyTruth(stripe, await decided(answered(stripe.paymentIntents.retrieve(intentId))))
}

async function intentTruth(stripe: Stripe, intent: Stripe.PaymentIntent): Promise<IntentTruth> {
  const paymentId = parseId<'payment'>(intent.metadata.payment_id ?? '')
  const amount = intent.status === 'succeeded' ? intent.amount_received : intent.amount
  return {
    paymentId: paymentId.ok ? paymentId.value : null,
    amount: fromProviderAmount({ amount, currency: intent.currency }),
    ...(await moneyTruth(stripe, intent)),
    intentId: intent.id,
  }
}

async function moneyTruth(stripe: Stripe, { id: intentId, status, latest_charge: charge }: Stripe.PaymentIntent): Promise<MoneyTruth> {
  if (status === 'succeeded') return { status: 'paid', intentId }
  if (status === 'canceled') return { status: 'voided', intentId }
  if (status !== 'requires_capture') return { status: 'waiting' }
  return { status: 'authorised', intentId, captureBefore: await captureBefore(stripe, idOf(charge)) }
}

/** Each bank keeps money for as long as it likes; only the charge says for how long. */
async function captureBefore(stripe: Stripe, chargeId: string | null) {
  const charge = chargeId === null ? undefined : await decided(answered(stripe.charges.retrieve(chargeId)))
  const at = charge?.payment_method_details?.card?.capture_before
  if (at === undefined) throw new ProviderUnavailable(`the provider does not say until when the charge ${chargeId ?? ''} may be captured`)
  return fromSeconds(at)
}
