import type { Instant } from '../kernel/clock.ts'
import type { BookingId } from '../kernel/ids.ts'
import type { Money } from '../kernel/money.ts'

/** What the provider keeps books of, for comparing them with ours. */
export type ProviderRecords = {
  /** What moved our balance there, newest first, from `createdFrom` on (null: from the beginning), older than the transaction `before`. */
  listTransactions(span: { createdFrom: Instant | null; before: string | null }): Promise<TransactionPage>
  readDispute(providerId: string): Promise<DisputeTruth>
}

export type TransactionPage = Readonly<{ transactions: readonly ProviderTransaction[]; more: boolean }>

export type ProviderTransaction = Readonly<{
  id: string
  /** The provider's word for what moved it. */
  type: string
  /** Above zero when the provider holds more for us than before. */
  amount: Money
  /** What the provider kept, beside the amount. */
  fee: Money
  createdAt: Instant
  sourceId: string | null
  /** The ledger's fact that it must be, made of the ids that we gave; null when it is nothing that we know of. */
  fact: string | null
  bookingId: BookingId | null
}>

/** Of a type whose whole amount is the provider's own charge, such as its monthly bill. */
export const isBill = ({ type }: Pick<ProviderTransaction, 'type'>) => ['stripe_fee', 'stripe_fx_fee', 'tax_fee'].includes(type)

export type DisputeTruth = Readonly<{
  providerId: string
  intentId: string | null
  amount: Money
  /** The bank's word for why. */
  reason: string
  /** Null until the bank has asked for the money at all. */
  withdrawn: Money | null
  reinstated: Money | null
  status: 'open' | 'won' | 'lost'
  openedAt: Instant
}>
