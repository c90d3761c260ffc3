import type { Instant } from '../kernel/clock.ts'
import type { BookingId, PaymentId } from '../kernel/ids.ts'
import type { Money } from '../kernel/money.ts'
import type { Result } from '../kernel/result.ts'
import type { RefundId } from './payment.ts'
import type { ProviderRecords } from './provider-records.ts'

/** What payments need of whoever moves the money. Amounts are ours; the adapter alone knows the provider's writing. */
export type Provider = ProviderRecords & {
  /** Opens the page on which `ask.paymentId` is paid. The same payment again answers with the same session. */
  openSession(ask: SessionAsk): Promise<Result<SessionTruth, Refusal>>
  readSession(sessionId: string): Promise<SessionTruth>
  /** Ends the session if it can still be ended, and says what is true now: it may have been paid meanwhile. */
  expireSession(sessionId: string): Promise<SessionTruth>
  /** Takes money that was set aside. The same payment again answers with the same. */
  capture(ask: Readonly<{ paymentId: PaymentId; intentId: string }>): Promise<Result<IntentTruth, Refusal>>
  /** Lets go of money that is set aside if it still can be, and says what is true now: it may have been taken, or have lapsed. */
  voidIntent(intentId: string): Promise<IntentTruth>
  readIntent(intentId: string): Promise<IntentTruth>
  /** Sends money back. The same refund again answers with the same. */
  refund(ask: RefundAsk): Promise<Result<RefundTruth, Refusal>>
  readRefund(providerId: string): Promise<RefundTruth>
  /** Believes a webhook only when its signature is right and fresh. */
  readEvent(body: Buffer, signature: string, now: Instant): Result<ProviderEvent, EventRefusal>
}

export type SessionAsk = Readonly<{
  paymentId: PaymentId
  bookingId: BookingId
  amount: Money
  capture: 'automatic' | 'manual'
  description: string
  /** For beside the button that pays. */
  notice: string | null
  returnUrl: string
  createdAt: Instant
  /** Until when it should be payable. The provider may keep its page open for longer. */
  expiresAt: Instant
}>

export type SessionTruth = Readonly<{
  sessionId: string
  /** Ours, as we gave it when opening; null when the session is somebody else's on the same account. */
  paymentId: PaymentId | null
  url: string | null
  /** null when there is nothing to pay: such a session is somebody else's. */
  amount: Money | null
}> &
  (Readonly<{ status: 'open' }> | Readonly<{ status: 'expired' }> | MoneyTruth)

/** How far the money of a page that was paid on has got. */
export type MoneyTruth = Readonly<
  /** Paid for, yet the money has not arrived: ask again. */
  | { status: 'waiting' }
  /** Set aside, to be taken before that moment; after it the bank lets go of it. */
  | { status: 'authorised'; intentId: string; captureBefore: Instant }
  | { status: 'paid'; intentId: string }
  /** Let go of: it will never be taken. */
  | { status: 'voided'; intentId: string }
>

export type IntentTruth = Readonly<{
  intentId: string
  /** Ours, as we gave it when opening; null when it is somebody else's on the same account. */
  paymentId: PaymentId | null
  /** What has been taken, or is to be. */
  amount: Money
}> &
  MoneyTruth

export type RefundAsk = Readonly<{ refundId: RefundId; paymentId: PaymentId; intentId: string; amount: Money }>

export type RefundTruth = Readonly<{
  providerId: string
  refundId: RefundId | null
  amount: Money
  status: 'pending' | 'succeeded' | 'failed'
}>

/** What a webhook is about. Its content is a hint to look, never the truth. */
export type ProviderEvent = Readonly<{ id: string; type: string; subject: EventSubject | null }>
/** `bad_event`: rightly signed, yet nothing this version of the API sends. */
export type EventRefusal = Readonly<{ code: 'bad_signature' | 'bad_event' }>
export type EventSubject = Readonly<{ kind: 'session' | 'intent' | 'refund' | 'dispute'; id: string }>

/** The events worth sending to our webhook; an operator names the same at the provider. */
export const eventTypes: readonly string[] = [
  'checkout.session.completed',
  'checkout.session.expired',
  'checkout.session.async_payment_succeeded',
  'checkout.session.async_payment_failed',
  'payment_intent.amount_capturable_updated',
  'payment_intent.canceled',
  'charge.captured',
  'refund.updated',
  'refund.failed',
  'charge.dispute.created',
  'charge.dispute.updated',
  'charge.dispute.closed',
  'charge.dispute.funds_withdrawn',
  'charge.dispute.funds_reinstated',
]

/** Decided: the provider will not do it, however often it is asked. */
export type Refusal = Readonly<{ code: 'refused'; reason: string }>

/** Undecided: it did not answer, or not with a decision. Whether it acted is unknown; asking again with the same key is safe. */
export class ProviderUnavailable extends Error {
  override name = 'ProviderUnavailable'
}
