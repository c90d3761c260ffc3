import type { Stripe } from 'stripe'
import { fromSeconds, secondMs, type Instant } from '../kernel/clock.ts'
import { parseId } from '../kernel/ids.ts'
import { money, type Money } from '../kernel/money.ts'
import { facts } from './facts.ts'
import type { DisputeTruth, ProviderTransaction, TransactionPage } from './provider-records.ts'
import { fromProviderAmount } from './stripe-amount.ts'
import { idOf } from './stripe-answers.ts'

/** Stripe's longest page. */
const pageMax = 100

type Span = Readonly<{ createdFrom: Instant | null; before: string | null }>

export function listParams({ createdFrom, before }: Span): Stripe.BalanceTransactionListParams {
  return {
    limit: pageMax,
    expand: ['data.source'],
    ...(createdFrom === null ? {} : { created: { gte: Math.floor(createdFrom / secondMs) } }),
    ...(before === null ? {} : { starting_after: before }),
  }
}

export const transactionPage = ({ data, has_more: more }: Stripe.ApiList<Stripe.BalanceTransaction>): TransactionPage => ({
  transactions: data.map(transaction),
  more,
})

function transaction(made: Stripe.BalanceTransaction): ProviderTransaction {
  const { id, type, source, currency } = made
  const sourceId = idOf(source)
  const booking = source !== null && typeof source === 'object' && 'metadata' in source ? source.metadata?.booking_id : undefined
  const bookingId = parseId<'booking'>(booking ?? '')
  return {
    id,
    type,
    amount: signed(made.amount, currency),
    fee: signed(made.fee, currency),
    createdAt: fromSeconds(made.created),
    sourceId,
    fact: factOf(made),
    bookingId: bookingId.ok ? bookingId.value : null,
  }
}

/** Which of our facts a transaction is, by the ids that we gave to what it comes from. */
function factOf({ type, source, amount }: Stripe.BalanceTransaction): string | null {
  if (source === null || typeof source !== 'object' || !('object' in source)) return null
  switch (source.object) {
    case 'charge':
      return type === 'charge' || type === 'payment' ? named(facts.charge, source.metadata.payment_id) : null
    case 'refund':
      return named(amount < 0 ? facts.refund : facts.refundFailed, source.metadata?.refund_id)
    case 'dispute':
      return amount < 0 ? facts.disputeWithdrawn(source.id) : facts.disputeReinstated(source.id)
    case 'transfer':
      return named(facts.transfer, source.metadata.transfer_id)
    case 'transfer_reversal':
      return named(facts.reversal, source.metadata?.reversal_id)
    default:
      return null
  }
}

const named = (fact: (id: string) => string, id: string | undefined) => (parseId(id ?? '').ok ? fact(id ?? '') : null)

const ended: Readonly<Record<string, 'won' | 'lost'>> = { won: 'won', prevented: 'won', warning_closed: 'won', lost: 'lost' }

export function disputeTruth(dispute: Stripe.Dispute): DisputeTruth {
  const { id, payment_intent: intent, reason, status, balance_transactions: movements, currency } = dispute
  const moved = (wanted: (amount: number) => boolean) => {
    const found = movements.filter(({ amount }) => wanted(amount))
    const minor = found.reduce((sum, each) => sum + Math.abs(signed(each.amount, each.currency).minor), 0)
    const [first] = found
    return first ? money(minor, signed(first.amount, first.currency).currency) : null
  }
  return {
    providerId: id,
    intentId: idOf(intent),
    amount: signed(dispute.amount, currency),
    reason,
    withdrawn: moved((amount) => amount < 0),
    reinstated: moved((amount) => amount > 0),
    status: ended[status] ?? 'open',
    openedAt: fromSeconds(dispute.created),
  }
}

const signed = (amount: number, currency: string): Money => fromProviderAmount({ amount, currency })
