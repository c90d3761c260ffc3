import type { Stripe } from 'stripe'
import { balanceIdOf } from './balance.ts'
import type { RefundRecord } from './records.ts'
import { seconds } from './session-object.ts'

/** A refund as Stripe's API writes it. */
export const refundObject = (record: RefundRecord) =>
  ({
    id: record.id,
    object: 'refund',
    amount: record.amount,
    balance_transaction: balanceIdOf(record.id),
    charge: record.chargeId,
    created: seconds(record.createdAt),
    currency: record.currency,
    customer: null,
    customer_account: null,
    ...(record.status === 'failed'
      ? { failure_balance_transaction: balanceIdOf(record.id, true), failure_reason: 'expired_or_canceled_card' }
      : {}),
    metadata: { ...record.metadata },
    payment_intent: record.intentId,
    payment_method: null,
    reason: record.reason,
    receipt_number: null,
    source_transfer_reversal: null,
    status: record.status,
    transfer_reversal: null,
  }) satisfies Stripe.Refund
