import type { Instant } from '../../kernel/clock.ts'
import type { BookingId } from '../../kernel/ids.ts'
import { sameMoney, type Money } from '../../kernel/money.ts'

/** One movement of what the provider holds, as our ledger has it (`ours`) and as the provider has it (`theirs`). Above zero: more. */
export type MoneyItem = Readonly<{
  id: string
  /** The fact, where the provider's side named it; else what there is to name. */
  about: string
  reason: string
  bookingId: BookingId | null
  ours: Money | null
  theirs: Money | null
  feeMinor: number
  transactionId: string | null
  sourceId: string | null
  state: 'waiting' | 'matched' | 'differs'
  seenAt: Instant
  version: number
}>

export const differences = ['missing_here', 'missing_there', 'other_amount', 'other_currency', 'unknown'] as const
export type Difference = (typeof differences)[number]

/** How an item that is named after nothing of ours begins. */
const strangers = 'provider:'
export const strangerName = (transactionId: string) => `${strangers}${transactionId}`

/** What is wrong with an item, were it never to change; null when both sides say the same. */
export function differenceOf({ about, ours, theirs }: Pick<MoneyItem, 'about' | 'ours' | 'theirs'>): Difference | null {
  if (!theirs) return 'missing_there'
  if (about.startsWith(strangers)) return 'unknown'
  if (!ours) return 'missing_here'
  if (ours.currency !== theirs.currency) return 'other_currency'
  return sameMoney(ours, theirs) ? null : 'other_amount'
}
