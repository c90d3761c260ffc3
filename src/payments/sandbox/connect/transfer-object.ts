import type { Stripe } from 'stripe'
import { balanceIdOf } from '../balance.ts'
import { seconds } from '../session-object.ts'
import type { PayoutRecord, TransferRecord } from './records.ts'

type ReversalOnRecord = TransferRecord['reversals'][number]

export const reversedOf = ({ reversals }: TransferRecord) => reversals.reduce((sum, { amount }) => sum + amount, 0)

/** A transfer as Stripe's API writes it. */
export const transferObject = (record: TransferRecord) =>
  ({
    id: record.id,
    object: 'transfer',
    amount: record.amount,
    amount_reversed: reversedOf(record),
    balance_transaction: balanceIdOf(record.id),
    created: seconds(record.createdAt),
    currency: record.currency,
    description: null,
    destination: record.accountId,
    livemode: false,
    metadata: { ...record.metadata },
    reversals: {
      object: 'list',
      data: record.reversals.map((reversal) => reversalObject(record, reversal)),
      has_more: false,
      url: `/v1/transfers/${record.id}/reversals`,
    },
    reversed: reversedOf(record) === record.amount,
    source_transaction: record.chargeId,
    source_type: 'card',
    transfer_group: record.transferGroup,
  }) satisfies Stripe.Transfer

export const reversalObject = (transfer: TransferRecord, reversal: ReversalOnRecord) =>
  ({
    id: reversal.id,
    object: 'transfer_reversal',
    amount: reversal.amount,
    balance_transaction: balanceIdOf(reversal.id),
    created: seconds(reversal.createdAt),
    currency: transfer.currency,
    destination_payment_refund: null,
    metadata: { ...reversal.metadata },
    source_refund: null,
    transfer: transfer.id,
  }) satisfies Stripe.TransferReversal

/** A payout to a bank, as Stripe's API writes it. */
export const payoutObject = (record: PayoutRecord) =>
  ({
    id: record.id,
    object: 'payout',
    amount: record.amount,
    application_fee: null,
    application_fee_amount: null,
    arrival_date: seconds(record.arrivesAt),
    automatic: true,
    balance_transaction: null,
    created: seconds(record.createdAt),
    currency: record.currency,
    description: 'STRIPE PAYOUT',
    destination: null,
    failure_balance_transaction: null,
    failure_code: record.failureCode,
    failure_message: record.failureCode === null ? null : 'The bank account has been closed.',
    livemode: false,
    metadata: {},
    method: 'standard',
    original_payout: null,
    payout_method: null,
    reconciliation_status: 'completed',
    reversed_by: null,
    source_type: 'card',
    statement_descriptor: null,
    status: record.status,
    trace_id: null,
    type: 'bank_account',
  }) satisfies Stripe.Payout
