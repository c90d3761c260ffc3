import type { Stripe } from 'stripe'
import type { Instant } from '../../kernel/clock.ts'
import { balanceIdOf } from './balance.ts'
import type { BalanceRecord } from './records.ts'
import { seconds } from './session-object.ts'

const categories: Readonly<Record<string, string>> = { refund_failure: 'refund_failure', adjustment: 'dispute' }

/** A balance transaction as Stripe's API writes it, `now`: whether its money may be paid out. */
export function balanceObject(record: BalanceRecord, now: Instant) {
  const { id, amount, fee, currency, type, sourceId } = record
  const isSecond = type === 'adjustment' && id === balanceIdOf(sourceId, true)
  return {
    id,
    object: 'balance_transaction',
    amount,
    available_on: seconds(record.availableAt),
    balance_type: 'payments',
    created: seconds(record.createdAt),
    currency,
    description: record.description,
    exchange_rate: null,
    fee,
    fee_details: fee === 0 ? [] : [{ amount: fee, application: null, currency, description: 'Sandbox fee', type: 'stripe_fee' }],
    net: amount - fee,
    reporting_category: isSecond ? 'dispute_reversal' : (categories[type] ?? type),
    source: sourceId,
    status: now >= record.availableAt ? 'available' : 'pending',
    type,
  } satisfies Stripe.BalanceTransaction
}
