import type { Stripe } from 'stripe'
import { declineMessage } from './decline-message.ts'
import type { IntentRecord } from './records.ts'
import { checkoutPath, seconds } from './session-object.ts'

/** A PaymentIntent as Stripe's API writes it. */
export function intentObject(record: IntentRecord, origin: string) {
  return {
    id: record.id,
    object: 'payment_intent',
    ...nothing,
    amount: record.amount,
    amount_capturable: record.status === 'requires_capture' ? record.amount : 0,
    amount_received: record.status === 'succeeded' ? record.amount : 0,
    canceled_at: record.canceledAt === null ? null : seconds(record.canceledAt),
    cancellation_reason: cancellationReason(record),
    capture_method: record.captureMethod,
    created: seconds(record.createdAt),
    currency: record.currency,
    description: record.description,
    last_payment_error: paymentError(record),
    latest_charge: record.chargeIds.at(-1) ?? null,
    metadata: { ...record.metadata },
    next_action: record.status === 'requires_action' ? nextAction(record, origin) : null,
    payment_method: record.card ? `pm_${record.id.slice('pi_'.length)}` : null,
    status: record.status,
    transfer_group: record.transferGroup,
  } satisfies Stripe.PaymentIntent
}

const cancellationReasons = ['abandoned', 'automatic', 'duplicate', 'fraudulent', 'requested_by_customer'] as const

const cancellationReason = (record: IntentRecord) => cancellationReasons.find((reason) => reason === record.cancellationReason) ?? null

function paymentError({ decline, chargeIds }: IntentRecord): Stripe.PaymentIntent.LastPaymentError | null {
  if (!decline) return null
  const charge = chargeIds.at(-1)
  return {
    type: 'card_error',
    code: decline.code,
    message: declineMessage(decline),
    ...(decline.declineCode === null ? {} : { decline_code: decline.declineCode }),
    ...(charge === undefined ? {} : { charge }),
  }
}

const nextAction = ({ sessionId }: IntentRecord, origin: string) => ({
  type: 'redirect_to_url',
  redirect_to_url: { url: `${origin}${checkoutPath}/${sessionId}/authentication`, return_url: `${origin}${checkoutPath}/${sessionId}` },
})

const nothing = {
  allowed_payment_method_types: null,
  application: null,
  application_fee_amount: null,
  automatic_payment_methods: null,
  client_secret: null,
  confirmation_method: 'automatic',
  customer: null,
  customer_account: null,
  excluded_payment_method_types: null,
  livemode: false,
  managed_payments: null,
  on_behalf_of: null,
  payment_method_configuration_details: null,
  payment_method_options: null,
  payment_method_types: ['card'],
  payment_record: null,
  processing: null,
  receipt_email: null,
  review: null,
  setup_future_usage: null,
  shipping: null,
  source: null,
  statement_descriptor: null,
  statement_descriptor_suffix: null,
} satisfies Partial<Stripe.PaymentIntent>
