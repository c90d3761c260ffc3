import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { Stripe } from 'stripe'
import { forEachDatabase } from '../../../test/databases.ts'
import { goodCard, keys, newPaymentWorld, payByCard } from '../../../test/payments-world.ts'
import { dayMs, minuteMs, secondMs } from '../../kernel/clock.ts'
import type { Db } from '../../platform/db.ts'
import { idOf } from '../stripe-answers.ts'

/** The real SDK, and a session whose payer has let money be set aside. */
async function newHold(t: TestContext, db: Db) {
  const world = await newPaymentWorld(t, db)
  const stripe = new Stripe(keys.secretKey, {
    host: '127.0.0.1',
    port: new URL(world.origin).port,
    protocol: 'http',
    maxNetworkRetries: 0,
    telemetry: false,
  })
  const { id, url } = await stripe.checkout.sessions.create({
    mode: 'payment',
    success_url: 'https://market.example/paid',
    line_items: [{ quantity: 1, price_data: { currency: 'eur', unit_amount: 42_400, product_data: { name: 'A stay' } } }],
    expires_at: Math.floor((world.clock.now() + 45 * minuteMs) / secondMs),
    payment_intent_data: { capture_method: 'manual' },
  })
  await payByCard(url ?? '', goodCard)
  const session = () => stripe.checkout.sessions.retrieve(id)
  const intentId = idOf((await session()).payment_intent) ?? ''
  const intent = () => stripe.paymentIntents.retrieve(intentId)
  const charge = async () => stripe.charges.retrieve(idOf((await intent()).latest_charge) ?? '')
  const types = async () => (await stripe.events.list({ limit: 100 })).data.map(({ type }) => type)
  const movements = async () => db.selectFrom('sandbox_object').select('id').where('kind', '=', 'balance_transaction').execute()
  return { ...world, stripe, session, intentId, intent, charge, types, movements }
}

async function refusal(call: Promise<unknown>): Promise<string | undefined> {
  const error: unknown = await call.then(
    () => assert.fail('it was not refused'),
    (reason: unknown) => reason,
  )
  assert.ok(error instanceof Stripe.errors.StripeInvalidRequestError)
  return error.code
}

forEachDatabase('money is set aside: the charge says until when, and the balance has nothing of it', async (t, db) => {
  const { session, intent, charge, clock, types, movements, stripe, intentId } = await newHold(t, db)
  assert.deepEqual([(await session()).status, (await session()).payment_status], ['complete', 'unpaid'])
  const { status, amount_capturable: capturable, amount_received: received, capture_method: method } = await intent()
  assert.deepEqual([status, capturable, received, method], ['requires_capture', 42_400, 0, 'manual'])
  const { captured, paid, amount_captured: taken, balance_transaction: booked, payment_method_details: details } = await charge()
  assert.deepEqual([captured, paid, taken, booked], [false, true, 0, null])
  assert.equal(details?.card?.capture_before, Math.floor((clock.now() + 7 * dayMs) / secondMs))
  assert.ok((await types()).includes('payment_intent.amount_capturable_updated'))
  assert.deepEqual(await movements(), [])
  assert.equal(await refusal(stripe.refunds.create({ payment_intent: intentId })), 'charge_not_paid')
  assert.equal(await refusal(stripe.refunds.create({ charge: (await charge()).id })), 'charge_not_paid')
})

forEachDatabase('it is captured once, and is on the balance then', async (t, db) => {
  const { stripe, session, intentId, charge, types, movements } = await newHold(t, db)
  const key = { idempotencyKey: 'capture:1' }
  const done = await stripe.paymentIntents.capture(intentId, {}, key)
  assert.deepEqual([done.status, done.amount_received, done.amount_capturable], ['succeeded', 42_400, 0])
  assert.equal((await stripe.paymentIntents.capture(intentId, {}, key)).id, done.id, 'the same key again repeats the answer')
  assert.equal(await refusal(stripe.paymentIntents.capture(intentId)), 'payment_intent_unexpected_state')
  assert.equal(await refusal(stripe.paymentIntents.cancel(intentId)), 'payment_intent_unexpected_state')
  assert.equal((await session()).payment_status, 'paid')
  const { captured, payment_method_details: details } = await charge()
  assert.deepEqual([captured, details?.card?.capture_before], [true, undefined])
  assert.equal((await movements()).length, 1)
  assert.equal((await types()).filter((type) => type === 'charge.captured').length, 1)
  assert.equal((await stripe.refunds.create({ payment_intent: intentId })).amount, 42_400)
})

forEachDatabase('it is let go of on request, or by its bank when the time is over', async (t, db) => {
  const asked = await newHold(t, db)
  const ended = await asked.stripe.paymentIntents.cancel(asked.intentId, { cancellation_reason: 'requested_by_customer' })
  assert.deepEqual([ended.status, ended.cancellation_reason], ['canceled', 'requested_by_customer'])
  assert.deepEqual([(await asked.charge()).captured, (await asked.charge()).refunded], [false, true])

  const lapsing = await newHold(t, db)
  lapsing.clock.pass(7 * dayMs)
  assert.equal(await refusal(lapsing.stripe.paymentIntents.capture(lapsing.intentId)), 'charge_expired_for_capture')
  const { status, cancellation_reason: reason } = await lapsing.intent()
  assert.deepEqual([status, reason], ['canceled', 'automatic'])
  assert.equal(await refusal(lapsing.stripe.paymentIntents.capture(lapsing.intentId)), 'payment_intent_unexpected_state')
  assert.equal((await lapsing.session()).payment_status, 'unpaid')
  assert.deepEqual(await lapsing.movements(), [])
})
