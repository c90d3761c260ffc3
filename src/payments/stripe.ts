import { Stripe } from 'stripe'
import { dayMs, minuteMs, secondMs, type Instant } from '../kernel/clock.ts'
import { parseId } from '../kernel/ids.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import {
  type EventRefusal,
  type EventSubject,
  type Provider,
  type ProviderEvent,
  type RefundAsk,
  type RefundTruth,
  type Refusal,
  type SessionAsk,
  type SessionTruth,
} from './provider.ts'
import { disputeTruth, listParams, transactionPage } from './stripe-records.ts'
import { fromProviderAmount, toProviderAmount } from './stripe-amount.ts'
import { answered, decided, idOf } from './stripe-answers.ts'
import { capture, moneyOf, readIntent, voidIntent } from './stripe-intents.ts'

/** The one version that this adapter was written and tested for; the SDK's types describe no other. */
const apiVersion = '2026-10-28.endive'
/** Stripe's own limits for how far ahead a session's end may lie from its creation. */
const sessionMsMin = 30 * minuteMs
const sessionMsMax = dayMs
/** How old a webhook's signature may be. */
export const toleranceSeconds = 300

export type StripeConfig = Readonly<{
  secretKey: string
  webhookSecret: string
  /** Where the API answers, asked for at the first call: the sandbox knows its port only once the server listens. Stripe itself when left out. */
  address?: () => Readonly<{ host: string; port: number; protocol: 'http' | 'https' }>
  timeoutMs?: number
}>

/** The SDK, made at the first call. Jobs retry, with back-off and across restarts; it must not do so on its own. */
export function stripeClient({ secretKey, address, timeoutMs = 10_000 }: Omit<StripeConfig, 'webhookSecret'>): () => Stripe {
  let client: Stripe | undefined
  return () =>
    (client ??= new Stripe(secretKey, { apiVersion, timeout: timeoutMs, maxNetworkRetries: 0, telemetry: false, ...address?.() }))
}

/** Stripe, or the sandbox that stands in for it. Nothing but the adapters imports the SDK. */
export function newStripe({ secretKey, webhookSecret, address, timeoutMs }: StripeConfig): Provider {
  const stripe = stripeClient({ secretKey, ...(address ? { address } : {}), ...(timeoutMs === undefined ? {} : { timeoutMs }) })
  return {
    openSession: (ask) => openSession(stripe(), ask),
    readSession: async (id) => sessionTruth(stripe(), await decided(answered(stripe().checkout.sessions.retrieve(id)))),
    expireSession: (id) => expireSession(stripe(), id),
    capture: (ask) => capture(stripe(), ask),
    voidIntent: (id) => voidIntent(stripe(), id),
    readIntent: (id) => readIntent(stripe(), id),
    refund: (ask) => refund(stripe(), ask),
    readRefund: async (id) => refundTruth(await decided(answered(stripe().refunds.retrieve(id)))),
    listTransactions: async (span) => transactionPage(await decided(answered(stripe().balanceTransactions.list(listParams(span))))),
    readDispute: async (id) => disputeTruth(await decided(answered(stripe().disputes.retrieve(id)))),
    readEvent: (body, signature, now) => readEvent(body, signature, { secret: webhookSecret, now }),
  }
}

async function openSession(stripe: Stripe, ask: SessionAsk): Promise<Result<SessionTruth, Refusal>> {
  const price = toProviderAmount(ask.amount)
  if (!price.ok) return err({ code: 'refused', reason: price.error.code })
  const metadata = { payment_id: ask.paymentId, booking_id: ask.bookingId }
  const session = await answered(
    stripe.checkout.sessions.create(
      {
        mode: 'payment',
        submit_type: 'book',
        allowed_payment_method_types: ['card'],
        // The quoted currency and total are what is charged: nothing is converted on the way.
        adaptive_pricing: { enabled: false },
        client_reference_id: ask.paymentId,
        line_items: [
          {
            quantity: 1,
            price_data: { currency: price.value.currency, unit_amount: price.value.amount, product_data: { name: ask.description } },
          },
        ],
        ...(ask.notice === null ? {} : { custom_text: { submit: { message: ask.notice } } }),
        success_url: withQuery(ask.returnUrl, 'returned'),
        cancel_url: withQuery(ask.returnUrl, 'left'),
        expires_at: sessionEnd(ask),
        metadata,
        payment_intent_data: { capture_method: ask.capture, metadata, transfer_group: ask.bookingId },
      },
      { idempotencyKey: `session:${ask.paymentId}` },
    ),
  )
  return session.ok ? ok(await sessionTruth(stripe, session.value)) : session
}

/**
 * Seconds. A retry must send the very same, so it derives from the payment alone, and lies far enough ahead for a session
 * that is opened in the last moment of the hold.
 */
function sessionEnd({ createdAt, expiresAt }: SessionAsk): number {
  return Math.floor(Math.min(expiresAt + sessionMsMin + minuteMs, createdAt + sessionMsMax) / secondMs)
}

/** So that the page the guest comes back to knows whether to expect a payment. */
function withQuery(address: string, payment: 'returned' | 'left'): string {
  const url = new URL(address)
  url.searchParams.set('payment', payment)
  return url.href
}

async function expireSession(stripe: Stripe, sessionId: string): Promise<SessionTruth> {
  // Harmless when repeated, and a stored refusal must not be replayed: so no key of ours.
  const expired = await answered(stripe.checkout.sessions.expire(sessionId))
  if (expired.ok) return sessionTruth(stripe, expired.value)
  return sessionTruth(stripe, await decided(answered(stripe.checkout.sessions.retrieve(sessionId))))
}

async function refund(stripe: Stripe, ask: RefundAsk): Promise<Result<RefundTruth, Refusal>> {
  const price = toProviderAmount(ask.amount)
  if (!price.ok) return err({ code: 'refused', reason: price.error.code })
  const metadata = { refund_id: ask.refundId, payment_id: ask.paymentId }
  const params = { payment_intent: ask.intentId, amount: price.value.amount, metadata }
  const made = await answered(stripe.refunds.create(params, { idempotencyKey: `refund:${ask.refundId}` }))
  return made.ok ? ok(refundTruth(made.value)) : made
}

async function sessionTruth(stripe: Stripe, session: Stripe.Checkout.Session): Promise<SessionTruth> {
  const paymentId = parseId<'payment'>(session.client_reference_id ?? '')
  const facts = {
    sessionId: session.id,
    paymentId: paymentId.ok ? paymentId.value : null,
    url: session.url,
    amount:
      session.amount_total === null || session.currency === null
        ? null
        : fromProviderAmount({ amount: session.amount_total, currency: session.currency }),
  }
  if (session.status === 'open') return { ...facts, status: 'open' }
  if (session.status === 'expired') return { ...facts, status: 'expired' }
  const intentId = idOf(session.payment_intent)
  if (intentId === null) return { ...facts, status: 'waiting' }
  if (session.payment_status === 'paid') return { ...facts, status: 'paid', intentId }
  return { ...facts, ...(await moneyOf(stripe, intentId)) }
}

const refundStates: Readonly<Record<string, RefundTruth['status']>> = { succeeded: 'succeeded', failed: 'failed', canceled: 'failed' }

function refundTruth(made: Stripe.Refund): RefundTruth {
  const refundId = parseId<'refund'>(made.metadata?.refund_id ?? '')
  return {
    providerId: made.id,
    refundId: refundId.ok ? refundId.value : null,
    amount: fromProviderAmount(made),
    status: refundStates[made.status ?? ''] ?? 'pending',
  }
}

function readEvent(
  body: Buffer,
  signature: string,
  { secret, now }: { secret: string; now: Instant },
): Result<ProviderEvent, EventRefusal> {
  try {
    const event = Stripe.webhooks.constructEvent(body, signature, secret, toleranceSeconds, undefined, now)
    return ok({ id: event.id, type: event.type, subject: subjectOf(event) })
  } catch (error) {
    return err({ code: error instanceof Stripe.errors.StripeSignatureVerificationError ? 'bad_signature' : 'bad_event' })
  }
}

function subjectOf({ data: { object } }: Stripe.Event): EventSubject | null {
  if (!('object' in object) || !('id' in object) || typeof object.id !== 'string') return null
  if (object.object === 'checkout.session') return { kind: 'session', id: object.id }
  if (object.object === 'payment_intent') return { kind: 'intent', id: object.id }
  if (object.object === 'charge') return intentOf(object)
  if (object.object === 'refund') return { kind: 'refund', id: object.id }
  if (object.object === 'dispute') return { kind: 'dispute', id: object.id }
  return null
}

function intentOf({ payment_intent: intent }: Stripe.Charge): EventSubject | null {
  const id = idOf(intent)
  return id === null ? null : { kind: 'intent', id }
}
