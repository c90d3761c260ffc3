import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { test, type TestContext } from 'node:test'
import { forEachDatabase } from '../../test/databases.ts'
import { goodCard, keys, newPaymentWorld, payByCard } from '../../test/payments-world.ts'
import { minuteMs, secondMs } from '../kernel/clock.ts'
import type { Db } from '../platform/db.ts'
import { eventTypes } from './provider.ts'
import { sandboxApiVersion } from './sandbox/event-object.ts'

/** A guest has paid, and every webhook is caught on its way: its bytes and its signature. */
async function caughtWebhooks(t: TestContext, db: Db) {
  const world = await newPaymentWorld(t, db)
  const { ask, settle, urlOf, faults, origin } = world
  const { paymentId, bookingId } = await ask()
  await settle()
  const caught: { body: string; signature: string }[] = []
  faults.webhook = async (_send, { body, headers }) => {
    assert.ok(typeof body === 'string')
    caught.push({ body, signature: new Headers(headers).get('stripe-signature') ?? '' })
    return new Response(null, { status: 503 })
  }
  await payByCard(await urlOf(paymentId), goodCard)
  await settle()
  const post = async ({ body, signature }: { body: string; signature: string }) => {
    const headers = { 'content-type': 'application/json', ...(signature ? { 'stripe-signature': signature } : {}) }
    const reply = await fetch(`${origin}/api/v1/webhooks/stripe`, { method: 'POST', headers, body })
    return { status: reply.status, body: (await reply.json()) as { received?: boolean; code?: string } }
  }
  const stored = () => db.selectFrom('provider_event').select(['id', 'handled_at']).execute()
  const [webhook] = caught
  assert.ok(webhook)
  return { ...world, paymentId, bookingId, webhook, post, stored }
}

const signed = (body: string, at: number, secret: string) =>
  `t=${at},v1=${createHmac('sha256', secret).update(`${at}.${body}`).digest('hex')}`

forEachDatabase('a webhook that comes again and again is stored and acted on once', async (t, db) => {
  const { webhook, post, settle, stored, events, postings } = await caughtWebhooks(t, db)
  const replies = await Promise.all(Array.from({ length: 6 }, () => post(webhook)))
  assert.deepEqual([...new Set(replies.map(({ status }) => status))], [200])
  await settle()
  await post(webhook)
  await settle()
  const kept = await stored()
  assert.equal(kept.length, 1)
  assert.ok(kept[0]?.handled_at)
  assert.equal((await events('payment.succeeded')).length, 1)
  assert.equal((await postings()).length, 1)
})

forEachDatabase('a webhook that is forged, tampered with, or kept too long is refused, and nothing of it stays', async (t, db) => {
  const { webhook, post, settle, stored, found, paymentId, clock } = await caughtWebhooks(t, db)
  const at = Math.floor(clock.now() / secondMs)
  const forged = [
    { ...webhook, signature: '' },
    { ...webhook, signature: 'nonsense' },
    { ...webhook, signature: signed(webhook.body, at, 'whsec_somebody_elses') },
    { ...webhook, body: webhook.body.replace('"payment_status":"paid"', '"payment_status":"unpaid"') },
    { ...webhook, body: `${webhook.body} ` },
  ]
  for (const attempt of forged) {
    const { status, body } = await post(attempt)
    assert.deepEqual([status, body.code], [400, 'bad_signature'])
  }
  for (const body of ['', 'null', '{}', '{"object":"v2.core.event"}']) {
    assert.equal((await post({ body, signature: signed(body, at, keys.webhookSecret) })).body.code, 'bad_event')
  }
  clock.pass(5 * minuteMs + secondMs)
  assert.equal((await post(webhook)).status, 400, 'replayed after the tolerance')
  await settle()
  assert.deepEqual(await stored(), [])
  assert.equal((await found(paymentId)).state, 'open')
})

forEachDatabase('what a webhook says is never believed: a signed lie about an unpaid session changes nothing', async (t, db) => {
  const { ask, settle, found, post, stored, clock, webhook, events } = await caughtWebhooks(t, db)
  const unpaid = await ask()
  await settle()
  const payment = await found(unpaid.paymentId)
  assert.ok(payment.state === 'open')
  const lie = JSON.parse(webhook.body) as { id: string; data: { object: { id: string; client_reference_id: string } } }
  lie.id = 'evt_lie'
  lie.data.object.id = payment.sessionId
  lie.data.object.client_reference_id = unpaid.paymentId
  const body = JSON.stringify(lie)
  assert.equal((await post({ body, signature: signed(body, Math.floor(clock.now() / secondMs), keys.webhookSecret) })).status, 200)
  await settle()
  assert.equal((await stored()).length, 1)
  assert.equal((await found(unpaid.paymentId)).state, 'open')
  assert.deepEqual(await events(), [])
})

forEachDatabase('a webhook may be late, and come after the poller has found out', async (t, db) => {
  const { webhook, post, settle, payments, found, paymentId, clock, events } = await caughtWebhooks(t, db)
  assert.equal(await payments.poller.runOnce(), 0, 'a young payment is left to its webhook')
  clock.pass(31 * secondMs)
  assert.equal(await payments.poller.runOnce(), 1)
  assert.equal((await found(paymentId)).state, 'succeeded')
  await post(webhook)
  await settle()
  assert.equal((await events('payment.succeeded')).length, 1)
  assert.equal(await payments.poller.runOnce(), 0, 'what is decided is asked for no more')
})

forEachDatabase('webhooks may come in any order: an old one cannot undo what is decided', async (t, db) => {
  const { webhook, post, settle, end, ask, found, clock, events } = await caughtWebhooks(t, db)
  const other = await ask()
  await settle()
  await end(other.paymentId)
  await settle()
  const payment = await found(other.paymentId)
  assert.ok(payment.state === 'expired' && payment.sessionId)
  const body = webhook.body.replaceAll(/cs_test_[0-9a-f]+/g, payment.sessionId).replace(/evt_[0-9a-f]+/, 'evt_disordered')
  await post({ body, signature: signed(body, Math.floor(clock.now() / secondMs), keys.webhookSecret) })
  await post(webhook)
  await settle()
  assert.equal((await found(other.paymentId)).state, 'expired')
  assert.deepEqual(new Set((await events()).map(({ type }) => type)), new Set(['payment.expired', 'payment.succeeded']))
  assert.equal((await events()).length, 2)
})

forEachDatabase('a webhook may overtake the answer to the request that opened the page', async (t, db) => {
  const { ask, settle, worker, faults, found, events, origin } = await newPaymentWorld(t, db)
  const { paymentId, jobId } = await ask()
  faults.answer = ({ raw }) => void raw.socket.destroy()
  assert.equal(await worker.runNow(jobId), 'later')
  assert.equal((await found(paymentId)).state, 'opening')
  faults.answer = undefined
  const { id } = await db.selectFrom('sandbox_object').select('id').where('kind', '=', 'checkout.session').executeTakeFirstOrThrow()
  await payByCard(`${origin}/sandbox/checkout/${id}`, goodCard)
  await settle()
  const payment = await found(paymentId)
  assert.ok(payment.state === 'succeeded' && payment.sessionId === id)
  assert.equal((await events('payment.succeeded')).length, 1)
})

forEachDatabase('a webhook that could not be delivered is delivered later', async (t, db) => {
  const { settle, found, paymentId, faults, clock } = await caughtWebhooks(t, db)
  assert.equal((await found(paymentId)).state, 'open')
  faults.webhook = undefined
  clock.pass(5 * secondMs)
  await settle()
  assert.equal((await found(paymentId)).state, 'succeeded')
})

forEachDatabase('events about what is not ours, or of no interest, are taken and left alone', async (t, db) => {
  const { webhook, post, settle, stored, clock, provider, events, deps } = await caughtWebhooks(t, db)
  const strangers = await provider.openSession({
    paymentId: deps.ids.next<'payment'>(),
    bookingId: deps.ids.next<'booking'>(),
    amount: { minor: 5_000, currency: 'EUR' as never },
    capture: 'automatic',
    description: 'Another shop on the same account',
    notice: null,
    returnUrl: 'https://other.example/',
    createdAt: clock.now(),
    expiresAt: clock.now(),
  })
  assert.ok(strangers.ok)
  const about = (id: string, object: object) => JSON.stringify({ ...(JSON.parse(webhook.body) as object), id, data: { object } })
  const bodies = [
    about('evt_other_shop', { id: strangers.value.sessionId, object: 'checkout.session' }),
    about('evt_customer', { id: 'cus_1', object: 'customer' }),
    about('evt_nothing', { object: 'balance' }),
  ]
  const at = Math.floor(clock.now() / secondMs)
  for (const body of bodies) assert.equal((await post({ body, signature: signed(body, at, keys.webhookSecret) })).status, 200)
  await settle()
  assert.equal((await stored()).filter(({ handled_at }) => handled_at !== null).length, 3)
  assert.deepEqual(await events(), [])
})

test('operators are told of every event to register, and of no other, for the version that is spoken', () => {
  const text = readFileSync(new URL('../../docs/operating/payments.md', import.meta.url), 'utf8')
  const named = [...text.matchAll(/^ {3}- `([a-z_.]+)`$/gm)].map(([, type]) => type)
  assert.deepEqual(named, eventTypes)
  assert.ok(text.includes(`\`${sandboxApiVersion}\``))
  const adapter = readFileSync(new URL('stripe.ts', import.meta.url), 'utf8')
  assert.ok(adapter.includes(`'${sandboxApiVersion}'`))
})
