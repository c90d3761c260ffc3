import type { Instant } from '../../kernel/clock.ts'
import type { ConnectRecord, TransferRecord } from './connect/records.ts'

/**
 * What the sandbox remembers: the least from which its answers, shaped like Stripe's, are made. Times are instants here and
 * seconds in answers. Amounts are in Stripe's writing, currencies in small letters. Of a card only brand and last digits.
 */
export type SandboxRecord =
  | SessionRecord
  | IntentRecord
  | ChargeRecord
  | RefundRecord
  | BalanceRecord
  | DisputeRecord
  | TransferRecord
  | EventRecord
/** What its API lists. */
export type Kind = SandboxRecord['kind']
/** With what it keeps of hosts' accounts beside that. */
export type StoredRecord = SandboxRecord | ConnectRecord
export type StoredKind = StoredRecord['kind']
export type RecordOf<K extends StoredKind> = Extract<StoredRecord, { kind: K }>

type Common<K extends string> = Readonly<{ kind: K; id: string; createdAt: Instant }>
export type Metadata = Readonly<Record<string, string>>
export type CardOnRecord = Readonly<{ brand: CardBrand; last4: string }>
export type CaptureMethod = 'automatic' | 'manual'
export type CardBrand = 'visa' | 'mastercard' | 'amex'

export type SessionRecord = Common<'checkout.session'> &
  Readonly<{
    status: 'open' | 'complete' | 'expired'
    amount: number
    currency: string
    /** What is paid for, as the payer reads it. */
    name: string
    /** Told beside the button that pays. */
    notice: string | null
    expiresAt: Instant
    successUrl: string
    cancelUrl: string | null
    reference: string | null
    locale: string | null
    metadata: Metadata
    intent: Readonly<{ captureMethod: CaptureMethod; description: string | null; metadata: Metadata; transferGroup: string | null }>
    /** Complete, yet the money is only set aside so far. */
    unpaid: boolean
    /** Made with the first attempt to pay. */
    intentId: string | null
  }>

export type IntentRecord = Common<'payment_intent'> &
  Readonly<{
    status: 'requires_payment_method' | 'requires_action' | 'requires_capture' | 'succeeded' | 'canceled'
    captureMethod: CaptureMethod
    amount: number
    currency: string
    description: string | null
    metadata: Metadata
    transferGroup: string | null
    sessionId: string
    /** The card whose bank is asked (`requires_action`), or that has paid. Its number is not kept: `cardKey` names the test card. */
    card: CardOnRecord | null
    cardKey: string | null
    chargeId: string | null
    /** Newest last, failed ones included. */
    chargeIds: readonly string[]
    decline: Decline | null
    canceledAt: Instant | null
    cancellationReason: string | null
  }>

/** Why a bank said no; the codes are Stripe's. */
export type Decline = Readonly<{ code: string; declineCode: string | null }>

export type ChargeRecord = Common<'charge'> &
  Readonly<{
    status: 'succeeded' | 'failed'
    amount: number
    amountRefunded: number
    /** While, or when for good, the money is only set aside. */
    held: Readonly<{ captureBefore: Instant }> | null
    currency: string
    description: string | null
    metadata: Metadata
    transferGroup: string | null
    intentId: string
    card: CardOnRecord
    cardKey: string
    decline: Decline | null
    /** Set with its first dispute. */
    disputed?: true
  }>

export type RefundRecord = Common<'refund'> &
  Readonly<{
    status: 'pending' | 'succeeded' | 'failed'
    amount: number
    currency: string
    intentId: string
    chargeId: string
    reason: string | null
    metadata: Metadata
    /** What a slow bank will answer in a while. */
    ending: 'succeeded' | 'failed' | null
  }>

/** A movement of the balance that the provider holds for the market. */
export type BalanceRecord = Common<'balance_transaction'> &
  Readonly<{
    /** Stripe's word: what moved it. */
    type: 'charge' | 'refund' | 'refund_failure' | 'adjustment' | 'transfer' | 'transfer_refund' | 'payout' | 'payout_failure'
    /** Below zero when money left. */
    amount: number
    fee: number
    currency: string
    sourceId: string
    description: string | null
    availableAt: Instant
  }>

/** A card holder's bank takes a charge back, until it is decided. */
export type DisputeRecord = Common<'dispute'> &
  Readonly<{
    status: 'needs_response' | 'won' | 'lost'
    amount: number
    currency: string
    chargeId: string
    intentId: string
    reason: string
    dueBy: Instant
    /** Newest last: the money as it left, and as it came back. */
    movements: readonly BalanceRecord[]
  }>

export type EventRecord = Common<'event'> &
  Readonly<{
    type: string
    /** The object as it was, in the answer's shape. */
    object: unknown
    /** Null when nobody asked for events of this type. */
    delivery: 'due' | 'done' | null
    request: Readonly<{ id: string | null; idempotencyKey: string | null }>
  }>
