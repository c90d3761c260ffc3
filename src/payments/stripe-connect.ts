import { Stripe } from 'stripe'
import { fromSeconds, type Instant } from '../kernel/clock.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { z } from 'zod'
import {
  accountEventTypes,
  bankPayoutEventTypes,
  type AccountAsk,
  type AccountTruth,
  type BankPayoutTruth,
  type ConnectEvent,
  type ConnectProvider,
  type LinkAsk,
  type Requirement,
  type ReversalAsk,
  type SentTruth,
  type Standing,
  type Topic,
  type TransferAsk,
} from './connect-provider.ts'
import type { EventRefusal, Refusal } from './provider.ts'
import { stripeClient, toleranceSeconds, type StripeConfig } from './stripe.ts'
import { answered, decided, idOf } from './stripe-answers.ts'
import { fromProviderAmount, toProviderAmount } from './stripe-amount.ts'

/** Each endpoint for events of hosts' accounts has a secret of its own at Stripe. */
export type StripeConnectConfig = Omit<StripeConfig, 'webhookSecret'> & Readonly<{ webhookSecrets: readonly string[] }>

/** Stripe Connect with the second version of its accounts, or the sandbox that stands in for it. */
export function newStripeConnect({ webhookSecrets, ...config }: StripeConnectConfig): ConnectProvider {
  const stripe = stripeClient(config)
  return {
    openAccount: (ask) => openAccount(stripe(), ask),
    readAccount: async (id) => accountTruth(await decided(answered(stripe().v2.core.accounts.retrieve(id, { include: [...included] })))),
    linkToPage: (ask) => linkToPage(stripe(), ask),
    transfer: (ask) => transfer(stripe(), ask),
    findTransfer: (ask) => findTransfer(stripe(), ask),
    reverse: (ask) => reverse(stripe(), ask),
    findReversal: async ({ reversalId, transferProviderId }) => {
      const reversals = await decided(answered(stripe().transfers.retrieve(transferProviderId))).then((found) => found.reversals.data)
      const found = reversals.find(({ metadata }) => metadata?.reversal_id === reversalId)
      return found && sentTruth(found)
    },
    readBankPayout: async (stripeAccount, id) =>
      bankPayoutTruth(await decided(answered(stripe().payouts.retrieve(id, {}, { stripeAccount })))),
    recentBankPayouts: async (stripeAccount) => {
      const page = await decided(answered(stripe().payouts.list({ limit: recentMax }, { stripeAccount })))
      return page.data.map(bankPayoutTruth)
    },
    readConnectEvent: (body, signature, now) => readConnectEvent(body, signature, { secrets: webhookSecrets, now }),
  }
}

const recentMax = 20
const included = ['configuration.recipient', 'requirements'] as const

/** The market answers for what an account owes; Stripe asks the host what it must know, and shows them a page of its own. */
async function openAccount(stripe: Stripe, { hostId, name, email, country }: AccountAsk): Promise<Result<AccountTruth, Refusal>> {
  const account = await answered(
    stripe.v2.core.accounts.create(
      {
        contact_email: email,
        display_name: name,
        dashboard: 'express',
        defaults: { responsibilities: { fees_collector: 'application', losses_collector: 'application' } },
        identity: { country: country.toLowerCase() },
        configuration: { recipient: { capabilities: { stripe_balance: { stripe_transfers: { requested: true } } } } },
        include: [...included],
        metadata: { host_id: hostId },
      },
      { idempotencyKey: `account:${hostId}:${country}` },
    ),
  )
  return account.ok ? ok(accountTruth(account.value)) : account
}

/** Links are used once, so asking again must make another: no key. */
async function linkToPage(stripe: Stripe, { accountId, returnUrl, leaveUrl }: LinkAsk): Promise<Result<{ url: string }, Refusal>> {
  const link = await answered(
    stripe.v2.core.accountLinks.create({
      account: accountId,
      use_case: { type: 'account_onboarding', account_onboarding: { refresh_url: leaveUrl, return_url: returnUrl } },
    }),
  )
  return link.ok ? ok({ url: link.value.url }) : link
}

function accountTruth({ id, configuration, requirements }: Stripe.V2.Core.Account): AccountTruth {
  const status = configuration?.recipient?.capabilities?.stripe_balance?.stripe_transfers?.status
  const entries = (requirements?.entries ?? []).filter(({ minimum_deadline: deadline }) => deadline.status !== 'eventually_due')
  const wanted = entries.map(requirementOf)
  return { accountId: id, standing: standingOf(status, wanted), requirements: wanted }
}

function standingOf(status: string | undefined, wanted: readonly Requirement[]): Standing {
  if (status === 'active') return 'ready'
  if (status === 'rejected' || status === 'unsupported') return 'rejected'
  return wanted.some(({ waitsFor }) => waitsFor === 'host') ? 'needed' : 'checking'
}

const requirementOf = (entry: Stripe.V2.Core.Account.Requirements.Entry): Requirement => ({
  topic: topicOf(entry.description),
  waitsFor: entry.awaiting_action_from === 'stripe' ? 'provider' : 'host',
  isWrong: entry.errors.length > 0,
  isOverdue: entry.minimum_deadline.status === 'past_due',
})

/** By a word of Stripe's description; the first that fits. */
const topicWords: readonly (readonly [RegExp, Topic])[] = [
  [/document|verification|proof/, 'document'],
  [/terms_of_service|tos_acceptance/, 'terms'],
  [/payout_method|bank|external_account|outbound/, 'bank'],
  [/id_number|tax_id|ssn/, 'tax_number'],
  [/date_of_birth|dob/, 'birth'],
  [/address/, 'address'],
  [/given_name|surname|first_name|last_name|registered_name|display_name/, 'name'],
  [/phone/, 'phone'],
  [/email/, 'email'],
  [/business|company|mcc|profile|url|owner|director|representative/, 'business'],
]
const topicOf = (description: string): Topic => topicWords.find(([word]) => word.test(description))?.[1] ?? 'other'

async function transfer(stripe: Stripe, ask: TransferAsk): Promise<Result<SentTruth, Refusal>> {
  const price = toProviderAmount(ask.amount)
  if (!price.ok) return err({ code: 'refused', reason: price.error.code })
  const charge = ask.intentId === null ? null : idOf((await decided(answered(stripe.paymentIntents.retrieve(ask.intentId)))).latest_charge)
  const made = await answered(
    stripe.transfers.create(
      {
        ...price.value,
        destination: ask.accountId,
        transfer_group: ask.bookingId,
        metadata: { transfer_id: ask.transferId, booking_id: ask.bookingId },
        ...(charge === null ? {} : { source_transaction: charge }),
      },
      { idempotencyKey: `transfer:${ask.transferId}` },
    ),
  )
  return made.ok ? ok(sentTruth(made.value)) : made
}

const groupMax = 100

async function findTransfer(stripe: Stripe, ask: Pick<TransferAsk, 'transferId' | 'bookingId'>): Promise<SentTruth | undefined> {
  const page = await decided(answered(stripe.transfers.list({ transfer_group: ask.bookingId, limit: groupMax })))
  const found = page.data.find(({ metadata }) => metadata.transfer_id === ask.transferId)
  return found && sentTruth(found)
}

async function reverse(stripe: Stripe, ask: ReversalAsk): Promise<Result<SentTruth, Refusal>> {
  const price = toProviderAmount(ask.amount)
  if (!price.ok) return err({ code: 'refused', reason: price.error.code })
  const params = { amount: price.value.amount, metadata: { reversal_id: ask.reversalId } }
  const made = await answered(
    stripe.transfers.createReversal(ask.transferProviderId, params, { idempotencyKey: `reversal:${ask.reversalId}` }),
  )
  return made.ok ? ok(sentTruth(made.value)) : made
}

const sentTruth = (made: Stripe.Transfer | Stripe.TransferReversal): SentTruth => ({
  providerId: made.id,
  amount: fromProviderAmount(made),
})

const payoutStates: Readonly<Record<string, BankPayoutTruth['state']>> = {
  in_transit: 'in_transit',
  paid: 'paid',
  failed: 'failed',
  canceled: 'cancelled',
}

const bankPayoutTruth = (made: Stripe.Payout): BankPayoutTruth => ({
  providerId: made.id,
  amount: fromProviderAmount(made),
  state: payoutStates[made.status] ?? 'pending',
  failure: made.failure_code,
  createdAt: fromSeconds(made.created),
  arrivesAt: fromSeconds(made.arrival_date),
})

/** Stripe tells of accounts in thin events, which only name what they are about, and of payouts in those of old. */
const thinEvent = z.object({
  object: z.literal('v2.core.event'),
  id: z.string(),
  type: z.string(),
  related_object: z.object({ id: z.string() }),
})
const snapshotEvent = z.object({
  object: z.literal('event'),
  id: z.string(),
  type: z.string(),
  account: z.string(),
  data: z.object({ object: z.object({ id: z.string() }) }),
})
const anyEvent = z.object({ id: z.string(), type: z.string() })

function readConnectEvent(
  body: Buffer,
  signature: string,
  { secrets, now }: { secrets: readonly string[]; now: Instant },
): Result<ConnectEvent, EventRefusal> {
  if (!secrets.some((secret) => isSigned(body, signature, { secret, now }))) return err({ code: 'bad_signature' })
  const event = parseEvent(body)
  return event ? ok(event) : err({ code: 'bad_event' })
}

function isSigned(body: Buffer, signature: string, { secret, now }: { secret: string; now: Instant }): boolean {
  try {
    return Stripe.webhooks.signature?.verifyHeader(body, signature, secret, toleranceSeconds, undefined, now) ?? false
  } catch (error) {
    if (error instanceof Stripe.errors.StripeSignatureVerificationError) return false
    throw error
  }
}

function parseEvent(body: Buffer): ConnectEvent | undefined {
  const input = parseJson(body)
  const [thin, snapshot, any] = [thinEvent.safeParse(input), snapshotEvent.safeParse(input), anyEvent.safeParse(input)]
  if (thin.success && accountEventTypes.includes(thin.data.type)) {
    const { id, type, related_object: about } = thin.data
    return { id, type, subject: { kind: 'account', accountId: about.id } }
  }
  if (snapshot.success && bankPayoutEventTypes.includes(snapshot.data.type)) {
    const { id, type, account, data } = snapshot.data
    return { id, type, subject: { kind: 'bank_payout', accountId: account, providerId: data.object.id } }
  }
  return any.success ? { ...any.data, subject: null } : undefined
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
