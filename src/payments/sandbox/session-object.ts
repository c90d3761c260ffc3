import type { Stripe } from 'stripe'
import { secondMs, type Instant } from '../../kernel/clock.ts'
import type { SessionRecord } from './records.ts'

export const seconds = (at: Instant) => Math.floor(at / secondMs)

export const checkoutPath = '/sandbox/checkout'

/** A session as Stripe's API writes it. Every field that the SDK promises is there, so that the type checks it. */
export function sessionObject(record: SessionRecord, origin: string) {
  const paid = record.status === 'complete' && !record.unpaid
  return {
    id: record.id,
    object: 'checkout.session',
    ...nothing,
    allowed_payment_method_types: ['card'],
    amount_subtotal: record.amount,
    amount_total: record.amount,
    cancel_url: record.cancelUrl,
    client_reference_id: record.reference,
    created: seconds(record.createdAt),
    currency: record.currency,
    expires_at: seconds(record.expiresAt),
    livemode: false,
    locale: record.locale,
    metadata: { ...record.metadata },
    mode: 'payment',
    payment_intent: record.intentId,
    payment_method_types: ['card'],
    payment_status: paid ? 'paid' : 'unpaid',
    status: record.status,
    success_url: record.successUrl,
    ui_mode: 'hosted_page',
    url: record.status === 'open' ? `${origin}${checkoutPath}/${record.id}` : null,
  } satisfies Stripe.Checkout.Session
}

/** What the sandbox has no part in. */
const nothing = {
  adaptive_pricing: { enabled: false },
  after_expiration: null,
  allow_promotion_codes: null,
  automatic_tax: { enabled: false, liability: null, provider: null, status: null },
  billing_address_collection: null,
  client_secret: null,
  collected_information: null,
  consent: null,
  consent_collection: null,
  currency_conversion: null,
  custom_fields: [],
  custom_text: { after_submit: null, shipping_address: null, submit: null, terms_of_service_acceptance: null },
  customer: null,
  customer_account: null,
  customer_creation: 'if_required',
  customer_details: null,
  customer_email: null,
  discounts: [],
  integration_identifier: null,
  invoice: null,
  invoice_creation: null,
  managed_payments: null,
  origin_context: null,
  payment_link: null,
  payment_method_collection: 'if_required',
  payment_method_configuration_details: null,
  payment_method_options: {},
  permissions: null,
  recovered_from: null,
  saved_payment_method_options: null,
  setup_intent: null,
  shipping_address_collection: null,
  shipping_cost: null,
  shipping_options: [],
  submit_type: 'book',
  subscription: null,
  total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
  wallet_options: null,
} satisfies Partial<Stripe.Checkout.Session>
