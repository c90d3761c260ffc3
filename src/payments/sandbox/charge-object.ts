import type { Stripe } from 'stripe'
import { balanceIdOf } from './balance.ts'
import { declineMessage } from './decline-message.ts'
import type { ChargeRecord, Decline } from './records.ts'
import { seconds } from './session-object.ts'

/** A charge as Stripe's API writes it. */
export function chargeObject(record: ChargeRecord) {
  const paid = record.status === 'succeeded'
  const captured = paid && !record.held
  return {
    id: record.id,
    object: 'charge',
    ...nothing,
    amount: record.amount,
    amount_captured: captured ? record.amount : 0,
    amount_refunded: record.amountRefunded,
    balance_transaction: captured ? balanceIdOf(record.id) : null,
    captured,
    created: seconds(record.createdAt),
    currency: record.currency,
    description: record.description,
    disputed: record.disputed === true,
    failure_code: record.decline?.code ?? null,
    failure_message: record.decline ? declineMessage(record.decline) : null,
    metadata: { ...record.metadata },
    outcome: outcome(record.decline),
    paid,
    payment_intent: record.intentId,
    payment_method: `pm_${record.intentId.slice('pi_'.length)}`,
    payment_method_details: { type: 'card', card: cardDetails(record) },
    refunded: record.amountRefunded === record.amount,
    status: record.status,
    transfer_group: record.transferGroup,
  } satisfies Stripe.Charge
}

const outcome = (decline: Decline | null): Stripe.Charge.Outcome => ({
  advice_code: null,
  network_advice_code: null,
  network_decline_code: null,
  network_status: decline ? 'declined_by_network' : 'approved_by_network',
  reason: decline?.declineCode ?? decline?.code ?? null,
  seller_message: null,
  type: decline ? 'issuer_declined' : 'authorized',
})

/** Every test card has the same expiry: what was typed is not kept. */
const cardDetails = ({ card: { brand, last4 }, amount, status, held }: ChargeRecord): Stripe.Charge.PaymentMethodDetails.Card => ({
  amount_authorized: status === 'succeeded' ? amount : null,
  authorization_code: null,
  brand,
  ...(held ? { capture_before: seconds(held.captureBefore) } : {}),
  checks: null,
  country: 'US',
  electronic_commerce_indicator: null,
  exp_month: 12,
  exp_year: 2039,
  funding: 'credit',
  installments: null,
  last4,
  mandate: null,
  network: brand,
  network_transaction_id: null,
  regulated_status: 'unregulated',
  three_d_secure: null,
  transaction_link_id: null,
  wallet: null,
})

const nothing = {
  application: null,
  application_fee: null,
  application_fee_amount: null,
  billing_details: { address: null, email: null, name: null, phone: null, tax_id: null },
  calculated_statement_descriptor: null,
  customer: null,
  failure_balance_transaction: null,
  fraud_details: {},
  livemode: false,
  on_behalf_of: null,
  receipt_email: null,
  receipt_number: null,
  receipt_url: null,
  review: null,
  shipping: null,
  source: null,
  source_transfer: null,
  statement_descriptor: null,
  statement_descriptor_suffix: null,
  transfer_data: null,
} satisfies Partial<Stripe.Charge>
