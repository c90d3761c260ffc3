import type { Instant } from '../kernel/clock.ts'
import type { BookingId, HostId, Id } from '../kernel/ids.ts'
import type { Money } from '../kernel/money.ts'
import type { Result } from '../kernel/result.ts'
import type { EventRefusal, Refusal } from './provider.ts'

export type TransferId = Id<'transfer'>
export type ReversalId = Id<'reversal'>

/** What paying hosts needs of whoever moves the money. Each ask carries an id of ours: asked twice, it is done once. */
export type ConnectProvider = {
  /** Makes an account in the host's name. The same host and country again answer with the same account. */
  openAccount(ask: AccountAsk): Promise<Result<AccountTruth, Refusal>>
  readAccount(accountId: string): Promise<AccountTruth>
  /** A page of the provider's on which the host tells what it wants to know. For one visit, and soon out of date. */
  linkToPage(ask: LinkAsk): Promise<Result<{ url: string }, Refusal>>
  transfer(ask: TransferAsk): Promise<Result<SentTruth, Refusal>>
  /** Whether it has been sent, for when the provider may have forgotten our key. */
  findTransfer(ask: Pick<TransferAsk, 'transferId' | 'bookingId'>): Promise<SentTruth | undefined>
  /** Takes money back out of a host's account; refused when there is too little in it. */
  reverse(ask: ReversalAsk): Promise<Result<SentTruth, Refusal>>
  findReversal(ask: Pick<ReversalAsk, 'reversalId' | 'transferProviderId'>): Promise<SentTruth | undefined>
  readBankPayout(accountId: string, providerId: string): Promise<BankPayoutTruth>
  /** The newest ones, for when no webhook came. */
  recentBankPayouts(accountId: string): Promise<BankPayoutTruth[]>
  /** Believes a webhook only when its signature is right and fresh. */
  readConnectEvent(body: Buffer, signature: string, now: Instant): Result<ConnectEvent, EventRefusal>
}

export type AccountAsk = Readonly<{ hostId: HostId; name: string; email: string; country: string }>

/** `needed`: the host must act. `checking`: the provider does. `rejected`: it will not serve this host. */
export type Standing = 'needed' | 'checking' | 'ready' | 'rejected'

/** One thing that the provider wants to know. `topic` is ours: what it is about. */
export type Requirement = Readonly<{ topic: Topic; waitsFor: 'host' | 'provider'; isWrong: boolean; isOverdue: boolean }>
export const topics = [
  'name',
  'birth',
  'address',
  'phone',
  'email',
  'tax_number',
  'document',
  'bank',
  'business',
  'terms',
  'other',
] as const
export type Topic = (typeof topics)[number]

export type AccountTruth = Readonly<{ accountId: string; standing: Standing; requirements: readonly Requirement[] }>

/** `leaveUrl` is asked again for a new page when this one is out of date. */
export type LinkAsk = Readonly<{ accountId: string; returnUrl: string; leaveUrl: string }>

export type TransferAsk = Readonly<{
  transferId: TransferId
  bookingId: BookingId
  accountId: string
  amount: Money
  /** The payment that it comes out of, so that it need not wait until that is paid out to the market. */
  intentId: string | null
}>
export type ReversalAsk = Readonly<{ reversalId: ReversalId; transferProviderId: string; amount: Money }>

/** It has been done: under which name, and how much of it. */
export type SentTruth = Readonly<{ providerId: string; amount: Money }>

export type BankPayoutTruth = Readonly<{
  providerId: string
  amount: Money
  state: BankPayoutState
  /** The provider's code for why the bank would not have it. */
  failure: string | null
  createdAt: Instant
  arrivesAt: Instant
}>
export type BankPayoutState = 'pending' | 'in_transit' | 'paid' | 'failed' | 'cancelled'

/** What a webhook is about. Its content is a hint to look, never the truth. */
export type ConnectEvent = Readonly<{ id: string; type: string; subject: ConnectSubject | null }>
export type ConnectSubject = Readonly<
  { kind: 'account'; accountId: string } | { kind: 'bank_payout'; accountId: string; providerId: string }
>

/** The events about hosts' accounts worth sending to our webhook; an operator names the same at the provider. */
export const accountEventTypes: readonly string[] = [
  'v2.core.account[requirements].updated',
  'v2.core.account[configuration.recipient].capability_status_updated',
]
export const bankPayoutEventTypes: readonly string[] = [
  'payout.created',
  'payout.updated',
  'payout.paid',
  'payout.failed',
  'payout.canceled',
]
