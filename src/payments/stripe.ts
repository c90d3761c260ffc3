import { Stripe } from 'stripe'
import { dayMs, minuteMs, secondMs, type Instant } from '../kernel/clock.ts'
import { parseId } from '../kernel/ids.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import {
  ProviderUnavailable,
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
import { fromProviderAmount, toProviderAmount } from './stripe-amount.ts'

/** The one version that this adapter was written and tested for; the SDK's types describe no other. */
const apiVersion = '2026-10-28.endive'
/** Stripe's own limits for how far ahead a session's end may lie from its creation. */
const sessionMsMin = 30 * minuteMs
const sessionMsMax = dayMs
/** How old a webhook's signature may be. */
const toleranceSeconds = 300

export type StripeConfig = Readonly<{
  secretKey: string
  webhookSecret: string
  /** Where the API answers, asked for at the first call: the sandbox knows its port only once the server listens. Stripe itself when left out. */
  address?: () => Readonly<{ host: string; port: number; protocol: 'http' | 'https' }>
  timeoutMs?: number
}>

/** Stripe, or the sandbox that stands in for it. Nothing else imports the SDK. */
export function newStripe({ secretKey, webhookSecret, address, timeoutMs = 10_000 }: StripeConfig): Provider {
  let client: Stripe | undefined
  // Jobs retry, with back-off and across restarts; the SDK must not do so on its own.
  const stripe = () =>
    (client ??= new Stripe(secretKey, { apiVersion, timeout: timeoutMs, maxNetworkRetries: 0, telemetry: false, ...address?.() }))
  return {
    openSession: (ask) => openSession(stripe(), ask),
    readSession: async (id) => sessionTruth(await decided(answered(stripe().checkout.sessions.retrieve(id)))),
    expireSession: (id) => expireSession(stripe(), id),
    refund: (ask) => refund(stripe(), ask),
    readRefund: async (id) => refundTruth(await decided(answered(stripe().refunds.retrieve(id)))),
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
        payment_intent_data: { metadata, transfer_group: ask.bookingId },
      },
      { idempotencyKey: `session:${ask.paymentId}` },
    ),
  )
  return session.ok ? ok(sessionTruth(session.value)) : session
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
  if (expired.ok) return sessionTruth(expired.value)
  return sessionTruth(await decided(answered(stripe.checkout.sessions.retrieve(sessionId))))
}

async function refund(stripe: Stripe, ask: RefundAsk): Promise<Result<RefundTruth, Refusal>> {
  const price = toProviderAmount(ask.amount)
  if (!price.ok) return err({ code: 'refused', reason: price.error.code })
  const metadata = { refund_id: ask.refundId, payment_id: ask.paymentId }
  const params = { payment_intent: ask.intentId, amount: price.value.amount, metadata }
  const made = await answered(stripe.refunds.create(params, { idempotencyKey: `refund:${ask.refundId}` }))
  return made.ok ? ok(refundTruth(made.value)) : made
}

function sessionTruth(session: Stripe.Checkout.Session): SessionTruth {
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
  return session.payment_status === 'paid' && intentId !== null ? { ...facts, status: 'paid', intentId } : { ...facts, status: 'waiting' }
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

const idOf = (reference: string | { id: string } | null) => (typeof reference === 'string' ? reference : (reference?.id ?? null))

/** Answers, decided refusals as values; throws ProviderUnavailable when nothing is decided. */
async function answered<T>(call: Promise<T>): Promise<Result<T, Refusal>> {
  try {
    return ok(await call)
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeError)) throw error
    const { type, code, statusCode, requestId } = error
    const isDecided = error instanceof Stripe.errors.StripeInvalidRequestError || error instanceof Stripe.errors.StripeCardError
    if (isDecided) return err({ code: 'refused', reason: code ?? type })
    // The SDK's error carries headers and request details: none of it belongs into logs or job rows.
    throw new ProviderUnavailable(`${type} ${code ?? ''} ${statusCode ?? ''} ${requestId ?? ''}: ${error.message}`)
  }
}

/** For questions that the provider must be able to answer: being told "no such thing" is then no answer either. */
async function decided<T>(call: Promise<Result<T, Refusal>>): Promise<T> {
  const answer = await call
  if (!answer.ok) throw new ProviderUnavailable(`the provider does not know what it made: ${answer.error.reason}`)
  return answer.value
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
  if (object.object === 'refund') return { kind: 'refund', id: object.id }
  return null
}
