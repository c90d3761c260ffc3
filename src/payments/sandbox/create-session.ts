import { dayMs, later, minuteMs, secondMs, type Instant } from '../../kernel/clock.ts'
import { ok, type Result } from '../../kernel/result.ts'
import type { Tx } from '../../platform/db.ts'
import { enqueue } from '../../platform/enqueue.ts'
import { invalid, type ApiError } from './api-errors.ts'
import type { SessionParams } from './api-params.ts'
import { unpayable } from './payable-amount.ts'
import type { SessionRecord } from './records.ts'
import { newObjectId, type SandboxDeps } from './sandbox-deps.ts'
import { insertRecord } from './store.ts'

/** Stripe's limits for `expires_at`, counted from the session's creation. */
const lifeMsMin = 30 * minuteMs
const lifeMsMax = dayMs

export async function createSession(tx: Tx, deps: SandboxDeps, params: SessionParams): Promise<Result<SessionRecord, ApiError>> {
  const now = deps.clock.now()
  const price = priceOf(params)
  if (!price.ok) return price
  const expiresAt = expiryOf(params, now)
  if (!expiresAt.ok) return expiresAt
  const record: SessionRecord = {
    kind: 'checkout.session',
    id: newObjectId(deps.random, 'cs_test_'),
    createdAt: now,
    status: 'open',
    ...price.value,
    name: params.line_items.map((item) => item.price_data.product_data.name).join(', '),
    notice: params.custom_text?.submit.message ?? null,
    expiresAt: expiresAt.value,
    successUrl: params.success_url,
    cancelUrl: params.cancel_url ?? null,
    reference: params.client_reference_id ?? null,
    locale: params.locale ?? null,
    metadata: params.metadata,
    intent: intentFacts(params),
    unpaid: false,
    intentId: null,
  }
  await insertRecord(tx, record)
  await enqueue(tx, deps, { kind: 'sandbox.expire', payload: { sessionId: record.id }, runAt: record.expiresAt })
  return ok(record)
}

const intentFacts = ({
  payment_intent_data: { capture_method, description, metadata, transfer_group },
}: SessionParams): SessionRecord['intent'] => ({
  captureMethod: capture_method === 'manual' ? 'manual' : 'automatic',
  description: description ?? null,
  metadata,
  transferGroup: transfer_group ?? null,
})

function priceOf({ line_items: items }: SessionParams): Result<{ amount: number; currency: string }, ApiError> {
  const currencies = new Set(items.map((item) => item.price_data.currency))
  const [currency = ''] = currencies
  if (currencies.size > 1) return invalid('parameter_invalid', 'All line items must have the same currency.', 'line_items')
  const amount = items.reduce((total, item) => total + item.price_data.unit_amount * item.quantity, 0)
  return unpayable(amount, currency) ?? ok({ amount, currency })
}

function expiryOf({ expires_at: expiresAt }: SessionParams, now: Instant): Result<Instant, ApiError> {
  const at = expiresAt === undefined ? later(now, lifeMsMax) : later(now, expiresAt * secondMs - now)
  if (at - now < lifeMsMin) return invalid('parameter_invalid', 'expires_at must be at least 30 minutes ahead.', 'expires_at')
  if (at - now > lifeMsMax) return invalid('parameter_invalid', 'expires_at must be at most 24 hours ahead.', 'expires_at')
  return ok(at)
}
