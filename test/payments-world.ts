import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { instant, later, minuteMs, type Instant } from '../src/kernel/clock.ts'
import { newIds, type BookingId, type PaymentId } from '../src/kernel/ids.ts'
import { money, type Currency, type Money } from '../src/kernel/money.ts'
import { systemRandom } from '../src/kernel/random.ts'
import { allPostings } from '../src/ledger/store.ts'
import { findPayment, paymentsOf } from '../src/payments/find-payment.ts'
import { payUrl, type Payment } from '../src/payments/payment.ts'
import { newPayments } from '../src/payments/payments.ts'
import { newReconciler } from '../src/payments/reconciliation/reconcile.ts'
import { refundPayment } from '../src/payments/refund-payment.ts'
import { endPayment } from '../src/payments/end-payment.ts'
import { requestPayment, type PaymentRequest } from '../src/payments/request-payment.ts'
import { paymentRoutes } from '../src/payments/routes.ts'
import { sandboxRoutes } from '../src/payments/sandbox/routes.ts'
import { sandboxJobs, sandboxKeys } from '../src/payments/sandbox/sandbox.ts'
import type { SandboxDeps } from '../src/payments/sandbox/sandbox-deps.ts'
import { newStripe } from '../src/payments/stripe.ts'
import { write, type Db } from '../src/platform/db.ts'
import type { Deps } from '../src/platform/deps.ts'
import type { App } from '../src/platform/http/app.ts'
import { newLogger } from '../src/platform/telemetry.ts'
import { newWorker } from '../src/platform/worker.ts'
import { newServer } from './server.ts'

export const eur = (minor: number): Money => money(minor, 'EUR' as Currency)
export const keys = sandboxKeys('a secret of this test, long enough for all')

/** What happens to a request after it was done, or to a webhook on its way: set it, and unset it again. */
export type Faults = {
  /** Called when the answer to an API call is ready; it may destroy the connection or never end. */
  answer?: ((request: FastifyRequest) => void | Promise<void>) | undefined
  webhook?: ((send: () => Promise<Response>, request: RequestInit) => Promise<Response>) | undefined
}

/** A server with payments and the sandbox on a port of its own, the real SDK between them, a clock to set, and jobs that run when told. */
export async function newPaymentWorld(t: TestContext, db: Db, options: { timeoutMs?: number } = {}) {
  let now = instant('2030-06-01T12:00:00Z')
  const clock = { now: () => now, pass: (ms: number) => (now = later(now, ms)), set: (at: Instant) => (now = at) }
  const deps: Deps = { db, clock, random: systemRandom, ids: newIds(clock, systemRandom) }
  const faults: Faults = {}
  let origin = ''
  const sandboxDeps: SandboxDeps = {
    ...deps,
    config: { ...keys, origin: () => origin, webhookUrl: () => `${origin}/api/v1/webhooks/stripe` },
    fetch: (to, request) => (faults.webhook ? faults.webhook(() => fetch(to, request), request ?? {}) : fetch(to, request)),
  }
  const address = () => ({ host: '127.0.0.1', port: Number(new URL(origin).port), protocol: 'http' as const })
  const provider = newStripe({ ...keys, address, ...options })
  const payments = newPayments({ ...deps, provider }, newLogger({ level: 'silent' }))
  const reconciler = newReconciler({ ...deps, provider }, newLogger({ level: 'silent' }))
  const { app, lines } = await newServer((server) => mount(server, { sandboxDeps, provider, deps, faults }), {
    https: false,
    isOurs: (asked) => asked === origin,
  })
  origin = await app.listen({ host: '127.0.0.1', port: 0 })
  t.after(() => app.close())
  const worker = newWorker(deps, { ...payments.handlers, ...sandboxJobs(sandboxDeps) }, { log: newLogger({ level: 'silent' }) })
  return { deps, clock, faults, origin, app, lines, sandboxDeps, provider, payments, reconciler, worker, ...actions(deps, origin, worker) }
}

type Mounted = { sandboxDeps: SandboxDeps; provider: ReturnType<typeof newStripe>; deps: Deps; faults: Faults }

async function mount(server: App, { sandboxDeps, provider, deps, faults }: Mounted): Promise<void> {
  server.addHook('onSend', async (request: FastifyRequest, _reply: FastifyReply) => {
    if (request.url.startsWith('/v1/')) await faults.answer?.(request)
  })
  await server.register(async (scope: App) => sandboxRoutes(scope, sandboxDeps))
  await server.register(async (scope: App) => paymentRoutes(scope, { ...deps, provider }), { prefix: '/api/v1' })
}

/** What guests, bookings and time do. */
function actions(deps: Deps, origin: string, worker: ReturnType<typeof newWorker>) {
  const { db, clock, ids } = deps
  const found = async (id: PaymentId): Promise<Payment> => {
    const payment = await findPayment(db, id)
    assert.ok(payment)
    return payment
  }
  return {
    found,
    /** A booking asks for a payment; nobody has told the provider yet. */
    ask: async (over: Partial<PaymentRequest> = {}) => {
      const request: PaymentRequest = {
        paymentId: ids.next<'payment'>(),
        bookingId: ids.next<'booking'>(),
        amount: eur(42_400),
        description: 'The Net Loft, 12–15 June',
        notice: 'These nights are held for you until 12:15.',
        returnUrl: `${origin}/trips/1`,
        expiresAt: later(clock.now(), 15 * minuteMs),
        ...over,
      }
      const jobId = await write(db, (tx) => requestPayment(tx, deps, request))
      return { ...request, jobId }
    },
    end: (paymentId: PaymentId) => write(db, (tx) => endPayment(tx, deps, { paymentId })),
    giveBack: (paymentId: PaymentId, amount: Money, key = 'cancel') =>
      write(db, (tx) => refundPayment(tx, deps, { paymentId, amount, reason: 'cancelled', key })),
    refundsOf: async (bookingId: BookingId) => (await paymentsOf(db, bookingId)).flatMap(({ refunds }) => refunds),
    urlOf: async (id: PaymentId) => payUrl(await found(id)) ?? assert.fail('the payment is not open'),
    /** Everything that is due, webhooks and what they lead to included. */
    settle: () => worker.runDue(),
    events: async (type?: string) => {
      const rows = await db.selectFrom('outbox').select(['type', 'payload']).orderBy('id').execute()
      return rows.filter((row) => type === undefined || row.type === type).map((row) => JSON.parse(row.payload) as Record<string, unknown>)
    },
    postings: async () =>
      (await allPostings(db)).map(({ debit, credit, minor, currency }) => `${debit} > ${credit}: ${minor} ${currency}`).toSorted(),
  }
}

export const goodCard = '4242 4242 4242 4242'

/** Types a card into the sandbox's page, as a browser without JavaScript would, and follows it up to the first address that is not the sandbox's. */
export async function payByCard(url: string, number: string, answer: 'yes' | 'no' = 'yes') {
  let page = await post(url, { number, expiry: '12 / 34', code: '123', name: 'Ana Ferreira' })
  if (page.location?.endsWith('/authentication')) page = await post(page.location, { answer })
  return page
}

export async function post(url: string, fields: Record<string, string>) {
  const reply = await fetch(url, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' })
  const location = reply.headers.get('location')
  return { status: reply.status, text: await reply.text(), location: location === null ? null : new URL(location, url).href }
}
