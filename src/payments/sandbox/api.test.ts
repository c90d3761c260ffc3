import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { Stripe } from 'stripe'
import { forEachDatabase } from '../../../test/databases.ts'
import { goodCard, keys, newPaymentWorld, payByCard } from '../../../test/payments-world.ts'
import { hourMs, minuteMs, secondMs } from '../../kernel/clock.ts'
import type { Db } from '../../platform/db.ts'
import { testCards } from './cards.ts'

type Refusal = { type: string; code?: string; param?: string; statusCode: number }

/** The real SDK, and what tests ask of it. */
async function newSdk(t: TestContext, db: Db) {
  const world = await newPaymentWorld(t, db)
  const sdk = (secretKey: string) =>
    new Stripe(secretKey, { host: '127.0.0.1', port: new URL(world.origin).port, protocol: 'http', maxNetworkRetries: 0, telemetry: false })
  const stripe = sdk(keys.secretKey)
  const expiresAt = (ms = 45 * minuteMs) => Math.floor((world.clock.now() + ms) / secondMs)
  const params = (over: Stripe.Checkout.SessionCreateParams = {}): Stripe.Checkout.SessionCreateParams => ({
    mode: 'payment',
    success_url: 'https://market.example/paid?session={CHECKOUT_SESSION_ID}',
    cancel_url: 'https://market.example/back',
    line_items: [{ quantity: 1, price_data: { currency: 'eur', unit_amount: 42_400, product_data: { name: 'A stay' } } }],
    expires_at: expiresAt(),
    ...over,
  })
  const open = async (over?: Stripe.Checkout.SessionCreateParams) => {
    const session = await stripe.checkout.sessions.create(params(over))
    return { ...session, url: session.url ?? assert.fail('no address') }
  }
  return { ...world, sdk, stripe, params, expiresAt, open }
}

const idOf = (reference: unknown) => (typeof reference === 'string' ? reference : assert.fail('this names no object'))

async function refused(call: Promise<unknown>): Promise<Refusal> {
  const error: unknown = await call.then(
    () => assert.fail('it was not refused'),
    (thrown: unknown) => thrown,
  )
  assert.ok(error instanceof Stripe.errors.StripeError)
  const { type, code, param, statusCode = 0 } = error
  return { type, statusCode, ...(code === undefined ? {} : { code }), ...(param === undefined ? {} : { param }) }
}

forEachDatabase('only the secret key opens the API, as bearer or as basic authentication', async (t, db) => {
  const { sdk, origin, open } = await newSdk(t, db)
  await open()
  assert.deepEqual(await refused(sdk('sk_test_wrong').events.list()), { type: 'StripeAuthenticationError', statusCode: 401 })
  const basic = `Basic ${Buffer.from(`${keys.secretKey}:`).toString('base64')}`
  const statuses = [undefined, basic, 'Basic !', 'Bearer', `Bearer ${keys.secretKey.slice(0, -1)}`].map(async (authorization) => {
    const reply = await fetch(`${origin}/v1/events`, { headers: authorization === undefined ? {} : { authorization } })
    return reply.status
  })
  assert.deepEqual(await Promise.all(statuses), [401, 200, 401, 401, 401])
})

forEachDatabase('an idempotency key repeats the answer for the same request and refuses another', async (t, db) => {
  const { stripe, params, clock } = await newSdk(t, db)
  const create = (over?: Stripe.Checkout.SessionCreateParams) => stripe.checkout.sessions.create(params(over), { idempotencyKey: 'one' })
  const expires_at = params().expires_at ?? 0
  const many = await Promise.all(Array.from({ length: 10 }, () => create({ expires_at })))
  assert.equal(new Set(many.map(({ id }) => id)).size, 1)
  const again = await create({ expires_at })
  assert.equal(again.lastResponse.headers['idempotent-replayed'], 'true')
  assert.deepEqual(await refused(create({ expires_at, locale: 'de' })), { type: 'StripeIdempotencyError', statusCode: 400 })
  const elsewhere = stripe.refunds.create({ payment_intent: 'pi_1' }, { idempotencyKey: 'one' })
  assert.equal((await refused(elsewhere)).type, 'StripeIdempotencyError')
  clock.pass(25 * hourMs)
  assert.notEqual((await create()).id, many[0]?.id, 'a key is forgotten after a day')
})

forEachDatabase('a refused request leaves nothing behind, and its key may be used again', async (t, db) => {
  const { stripe, params } = await newSdk(t, db)
  const bad = stripe.checkout.sessions.create(params({ expires_at: 1 }), { idempotencyKey: 'again' })
  assert.equal((await refused(bad)).code, 'parameter_invalid')
  assert.deepEqual(await db.selectFrom('sandbox_object').select('id').execute(), [])
  assert.equal((await stripe.checkout.sessions.create(params(), { idempotencyKey: 'again' })).status, 'open')
})

forEachDatabase('what Stripe refuses, the sandbox refuses, in the same shape', async (t, db) => {
  const { stripe, params, expiresAt, open, origin } = await newSdk(t, db)
  const create = (over: object) => refused(stripe.checkout.sessions.create({ ...params(), ...over }))
  const item = (over: object, name: object = { name: 'A stay' }) => ({
    line_items: [{ quantity: 1, price_data: { currency: 'eur', unit_amount: 42_400, product_data: name, ...over } }],
  })
  const invalid = (code: string, param?: string, statusCode = 400) => ({
    type: 'StripeInvalidRequestError',
    statusCode,
    code,
    ...(param === undefined ? {} : { param }),
  })
  assert.deepEqual(await create({ expires_at: expiresAt(29 * minuteMs) }), invalid('parameter_invalid', 'expires_at'))
  assert.deepEqual(await create({ expires_at: expiresAt(24 * hourMs + minuteMs) }), invalid('parameter_invalid', 'expires_at'))
  assert.deepEqual(await create({ payment_method_types: ['card'] }), invalid('parameter_unknown', 'payment_method_types'))
  assert.deepEqual(await create({ mode: undefined }), invalid('parameter_missing', 'mode'))
  assert.deepEqual(await create(item({}, {})), invalid('parameter_missing', 'line_items[0][price_data][product_data]'))
  assert.deepEqual(await create(item({ unit_amount: -1 })), invalid('parameter_invalid', 'line_items[0][price_data][unit_amount]'))
  assert.deepEqual(await create(item({ unit_amount: 49 })), invalid('amount_too_small'))
  assert.deepEqual(await create(item({ unit_amount: 100_000_000 })), invalid('amount_too_large'))
  assert.deepEqual(await create(item({ currency: 'isk', unit_amount: 50_050 })), invalid('invalid_charge_amount_no_decimal_compatible'))
  assert.deepEqual(await create(item({ currency: 'kwd', unit_amount: 12_345 })), invalid('parameter_invalid', 'amount'))
  assert.deepEqual(await create(item({ currency: 'zzz' })), invalid('parameter_invalid', 'currency'))
  assert.deepEqual(await create({ success_url: 'javascript:alert(1)' }), invalid('parameter_invalid', 'success_url'))
  assert.deepEqual(await refused(stripe.checkout.sessions.retrieve('cs_test_no')), invalid('resource_missing', 'id', 404))
  assert.deepEqual(await refused(stripe.refunds.create({ payment_intent: 'pi_no' })), invalid('resource_missing', 'payment_intent', 404))
  assert.deepEqual(await refused(stripe.customers.list()), invalid('url_unknown', undefined, 404))
  const { id } = await open()
  await stripe.checkout.sessions.expire(id)
  assert.deepEqual(await refused(stripe.checkout.sessions.expire(id)), invalid('parameter_invalid', 'session'))
  const headers = { authorization: `Bearer ${keys.secretKey}`, 'content-type': 'application/x-www-form-urlencoded' }
  const huge = await fetch(`${origin}/v1/checkout/sessions`, { method: 'POST', headers, body: 'line_items[4294967294][quantity]=1' })
  assert.equal(huge.status, 400)
  const json = await fetch(`${origin}/v1/refunds`, { method: 'POST', headers: { ...headers, 'content-type': 'text/csv' }, body: 'a' })
  assert.deepEqual([json.status, ((await json.json()) as { error: { type: string } }).error.type], [415, 'invalid_request_error'])
})

forEachDatabase('every test card behaves as its bank does', async (t, db) => {
  const { stripe, open, settle } = await newSdk(t, db)
  for (const { number, decline, brand } of testCards) {
    const session = await open()
    const page = await payByCard(session.url, number)
    const now = await stripe.checkout.sessions.retrieve(session.id)
    const intent = await stripe.paymentIntents.retrieve(idOf(now.payment_intent))
    const charge = await stripe.charges.retrieve(idOf(intent.latest_charge))
    assert.equal(charge.payment_method_details?.card?.brand, brand)
    assert.equal(charge.payment_method_details?.card?.last4, number.slice(-4))
    if (decline) {
      assert.deepEqual([now.status, now.payment_status, intent.status, charge.paid], ['open', 'unpaid', 'requires_payment_method', false])
      assert.equal(intent.last_payment_error?.code, decline.code)
      assert.equal(intent.last_payment_error?.decline_code ?? null, decline.declineCode)
    } else {
      assert.deepEqual([now.status, now.payment_status, intent.status, charge.paid], ['complete', 'paid', 'succeeded', true])
      assert.equal(page.location, `https://market.example/paid?session=${session.id}`)
      assert.equal(intent.amount_received, 42_400)
    }
  }
  await settle()
})

forEachDatabase('a session ends by its time, and the payment that waits for a bank with it', async (t, db) => {
  const { stripe, open, clock, settle } = await newSdk(t, db)
  const seen = await open()
  const unseen = await open()
  await fetch(seen.url, { method: 'POST', body: new URLSearchParams({ number: '4000000000003220', expiry: '1234', code: '1', name: 'A' }) })
  await fetch(seen.url, {
    method: 'POST',
    body: new URLSearchParams({ number: '4000000000003220', expiry: '1234', code: '123', name: 'A' }),
    redirect: 'manual',
  })
  const waiting = await stripe.checkout.sessions.retrieve(seen.id)
  const intent = await stripe.paymentIntents.retrieve(idOf(waiting.payment_intent))
  assert.equal(intent.next_action?.redirect_to_url?.url, `${seen.url}/authentication`)
  clock.pass(45 * minuteMs)
  assert.equal((await stripe.checkout.sessions.retrieve(seen.id)).status, 'expired', 'known at once to who asks')
  assert.equal((await payByCard(seen.url, goodCard)).status, 410)
  assert.equal((await fetch(`${seen.url}/authentication`)).status, 410)
  assert.equal((await stripe.paymentIntents.retrieve(intent.id)).status, 'canceled')
  await settle()
  const events = await stripe.events.list({ type: 'checkout.session.expired' })
  assert.deepEqual(
    events.data.map(({ data: { object } }) => (object as Stripe.Checkout.Session).id).toSorted(),
    [seen.id, unseen.id].toSorted(),
  )
})

forEachDatabase('a payer who presses the button many times is charged once', async (t, db) => {
  const { stripe, open } = await newSdk(t, db)
  const session = await open()
  const pages = await Promise.all(Array.from({ length: 8 }, () => payByCard(session.url, goodCard)))
  assert.deepEqual(new Set(pages.map(({ location }) => location)), new Set([`https://market.example/paid?session=${session.id}`]))
  assert.equal((await stripe.charges.list()).data.length, 1)
})

forEachDatabase('a charge goes back in parts, up to all of it', async (t, db) => {
  const { stripe, open } = await newSdk(t, db)
  const session = await open()
  await payByCard(session.url, goodCard)
  const payment_intent = idOf((await stripe.checkout.sessions.retrieve(session.id)).payment_intent)
  const part = await stripe.refunds.create({ payment_intent, amount: 400, metadata: { why: 'a broken cup' } })
  assert.deepEqual([part.status, part.amount, part.currency, part.metadata?.why], ['succeeded', 400, 'eur', 'a broken cup'])
  assert.equal((await refused(stripe.refunds.create({ payment_intent, amount: 42_001 }))).code, 'amount_too_large')
  const races = await Promise.allSettled(Array.from({ length: 4 }, () => stripe.refunds.create({ payment_intent, amount: 20_000 })))
  assert.equal(races.filter(({ status }) => status === 'fulfilled').length, 2)
  assert.equal((await stripe.refunds.create({ charge: idOf(part.charge) })).amount, 2_000, 'all that is left')
  assert.equal((await refused(stripe.refunds.create({ payment_intent }))).code, 'charge_already_refunded')
  const charge = await stripe.charges.retrieve(idOf(part.charge))
  assert.deepEqual([charge.refunded, charge.amount_refunded], [true, 42_400])
  assert.equal((await stripe.refunds.list({ payment_intent })).data.length, 4)
})

forEachDatabase('lists come newest first, in pages, and can be narrowed', async (t, db) => {
  const { stripe, open, clock, settle } = await newSdk(t, db)
  const ids: string[] = []
  for (let index = 0; index < 7; index++) {
    ids.unshift((await open()).id)
    clock.pass(secondMs)
  }
  const all: string[] = []
  for await (const session of stripe.checkout.sessions.list({ limit: 3 })) all.push(session.id)
  assert.deepEqual(all, ids)
  const page = await stripe.checkout.sessions.list({ limit: 2, ending_before: ids[4] ?? '' })
  assert.deepEqual([page.data.map(({ id }) => id), page.has_more], [ids.slice(2, 4), true])
  const since = Math.floor(clock.now() / secondMs) - 3
  assert.deepEqual(
    (await stripe.checkout.sessions.list({ created: { gte: since } })).data.map(({ id }) => id),
    ids.slice(0, 3),
  )
  await stripe.checkout.sessions.expire(ids[0] ?? '')
  assert.deepEqual(
    (await stripe.checkout.sessions.list({ status: 'expired' })).data.map(({ id }) => id),
    ids.slice(0, 1),
  )
  assert.equal((await stripe.events.list({ delivery_success: false })).data[0]?.pending_webhooks, 1)
  await settle()
  const events = await stripe.events.list({ types: ['checkout.session.expired', 'charge.succeeded'], delivery_success: true })
  assert.deepEqual(
    events.data.map(({ type }) => type),
    ['checkout.session.expired'],
  )
  assert.equal((await stripe.events.retrieve(events.data[0]?.id ?? '')).type, 'checkout.session.expired')
  assert.equal((await refused(stripe.checkout.sessions.list({ starting_after: 'cs_test_no' }))).param, 'starting_after')
})

forEachDatabase('the sandbox tells nobody but our own server', async (t, db) => {
  const { sandboxDeps } = await newSdk(t, db)
  const { deliverEvent } = await import('./deliver-event.ts')
  await db.insertInto('sandbox_object').values(dueEvent(sandboxDeps.clock.now())).execute()
  let asked = 0
  const elsewhere = {
    ...sandboxDeps,
    config: { ...sandboxDeps.config, webhookUrl: () => 'http://169.254.169.254/latest' },
    fetch: async () => Promise.reject(new Error(`asked ${++asked} times`)),
  }
  await assert.rejects(deliverEvent(elsewhere, 'evt_1'), /delivers to this server only/)
  assert.equal(asked, 0)
})

function dueEvent(createdAt: number) {
  const body = {
    kind: 'event',
    id: 'evt_1',
    createdAt,
    type: 'refund.failed',
    object: {},
    delivery: 'due',
    request: { id: null, idempotencyKey: null },
  }
  return { id: 'evt_1', kind: 'event', body: JSON.stringify(body), created_at: createdAt as never, version: 1 }
}
