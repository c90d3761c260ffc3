import type { Instant } from '../../../kernel/clock.ts'

type Common<K extends string> = Readonly<{ kind: K; id: string; createdAt: Instant }>

/** What the sandbox keeps of hosts' accounts. Of what a host types only the test bank's key is kept. */
export type ConnectRecord = AccountRecord | LinkRecord | ReversalRecord | PayoutRecord | ConnectEventRecord

export type AccountRecord = Common<'account'> &
  Readonly<{
    country: string
    name: string
    email: string | null
    metadata: Readonly<Record<string, string>>
    transfers: 'restricted' | 'pending' | 'active'
    /** In Stripe's words for what it wants to know, and whether it is late. */
    requirements: readonly Readonly<{ description: string; isPastDue: boolean }>[]
    bankKey: string | null
    /** Whether it will want to know more once money has come. */
    asksLater: boolean
    /** By currency, in Stripe's writing. */
    balances: Readonly<Record<string, number>>
  }>

export type LinkRecord = Common<'account_link'> &
  Readonly<{ accountId: string; returnUrl: string; refreshUrl: string; expiresAt: Instant; isUsed: boolean }>

/** What has gone from the market's balance into an account. */
export type TransferRecord = Common<'transfer'> &
  Readonly<{
    amount: number
    currency: string
    accountId: string
    chargeId: string | null
    transferGroup: string | null
    metadata: Readonly<Record<string, string>>
    /** Newest last. */
    reversals: readonly Readonly<{
      id: string
      createdAt: Instant
      amount: number
      metadata: Readonly<Record<string, string>>
    }>[]
  }>

/** Which transfer a reversal is of. */
export type ReversalRecord = Common<'transfer_reversal'> & Readonly<{ transferId: string }>

/** What has gone from an account to its bank. */
export type PayoutRecord = Common<'payout'> &
  Readonly<{
    amount: number
    currency: string
    accountId: string
    status: 'in_transit' | 'paid' | 'failed'
    failureCode: string | null
    arrivesAt: Instant
  }>

/** Told to the webhook for hosts' accounts. Without an object it is one of Stripe's thin ones. */
export type ConnectEventRecord = Common<'connect_event'> &
  Readonly<{ type: string; accountId: string; object: unknown; delivery: 'due' | 'done' }>
