import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { forEachDatabase } from '../../test/databases.ts'
import { eur, goodCard, newPaymentWorld, payByCard } from '../../test/payments-world.ts'
import { dayMs, minuteMs, secondMs, later } from '../kernel/clock.ts'
import type { PaymentId } from '../kernel/ids.ts'
import { write, type Db } from '../platform/db.ts'
import { capturePayment, voidPayment } from './capture-payment.ts'

/** What the sandbox's banks do; the product reads it from the charge. */
const heldMs = 7 * dayMs

async function newWorld(t: TestContext, db: Db, options: { timeoutMs?: number } = {}) {
  const world = await newPaymentWorld(t, db, options)
  const capture = (paymentId: PaymentId) => write(db, (tx) => capturePayment(tx, world.deps, { paymentId }))
  const letGo = (paymentId: PaymentId) => write(db, (tx) => voidPayment(tx, world.deps, { paymentId }))
  const authorised = async () => {
    const asked = await world.ask({ capture: 'manual' })
    await world.settle()
    await payByCard(await world.urlOf(asked.paymentId), goodCard)
    await world.settle()
    return asked
  }
  const intentOf = async (paymentId: PaymentId) => {
    const payment = await world.found(paymentId)
    assert.ok('intentId' in payment)
    return payment.intentId
  }
  /** In the alphabet’s order, which is time’s too: of one moment nobody knows which id came first. */
  const told = async (paymentId: PaymentId) =>
    (await world.events())
      .filter((event) => event.paymentId === paymentId)
      .map(({ type }) => String(type))
      .toSorted()
  return { ...world, capture, letGo, authorised, intentOf, told }
}

forEachDatabase('money is set aside when the guest pays, and taken when it is asked for', async (t, db) => {
  const { authorised, found, capture, settle, events, postings, clock } = await newWorld(t, db)
  const { paymentId, bookingId } = await authorised()
  const payment = await found(paymentId)
  assert.ok(payment.state === 'authorised')
  assert.equal(payment.captureBefore, later(clock.now(), heldMs), 'as the charge says')
  const amount = eur(42_400)
  const set = { type: 'payment.authorised', bookingId, paymentId, amount, captureBefore: payment.captureBefore }
  assert.deepEqual(await events(), [set])
  assert.deepEqual(await postings(), [], 'nothing has come in')

  await capture(paymentId)
  await capture(paymentId)
  assert.equal((await found(paymentId)).state, 'capturing')
  await settle()
  assert.equal((await found(paymentId)).state, 'succeeded')
  assert.deepEqual(await events('payment.succeeded'), [{ type: 'payment.succeeded', bookingId, paymentId, amount }])
  assert.equal((await events()).length, 2)
  assert.deepEqual(await postings(), [`provider:clearing > booking:${bookingId}: 42400 EUR`])
})

forEachDatabase('money that is let go of is never taken, and moves nothing', async (t, db) => {
  const { authorised, found, capture, letGo, settle, told, postings, provider, intentOf } = await newWorld(t, db)
  const { paymentId } = await authorised()
  await letGo(paymentId)
  await capture(paymentId)
  await settle()
  assert.equal((await found(paymentId)).state, 'voided')
  assert.deepEqual(await told(paymentId), ['payment.authorised', 'payment.voided'])
  assert.equal((await provider.readIntent(await intentOf(paymentId))).status, 'voided')
  const late = await provider.capture({ paymentId, intentId: await intentOf(paymentId) })
  assert.equal(late.ok ? '' : late.error.reason, 'payment_intent_unexpected_state')
  assert.deepEqual(await postings(), [])
})

forEachDatabase('a bank lets go of the money when its time is over, and a webhook tells', async (t, db) => {
  const { authorised, found, settle, told, clock } = await newWorld(t, db)
  const { paymentId } = await authorised()
  clock.pass(heldMs - secondMs)
  await settle()
  assert.equal((await found(paymentId)).state, 'authorised')
  clock.pass(secondMs)
  await settle()
  assert.equal((await found(paymentId)).state, 'voided')
  assert.deepEqual(await told(paymentId), ['payment.authorised', 'payment.voided'])
})

forEachDatabase('what a lost webhook should have told, the poller asks', async (t, db) => {
  const { authorised, ask, settle, urlOf, found, told, clock, faults, payments, capture } = await newWorld(t, db)
  const lapsing = await authorised()
  faults.webhook = async () => Response.error()
  const unheard = await ask({ capture: 'manual' })
  await settle()
  await payByCard(await urlOf(unheard.paymentId), goodCard)
  clock.pass(minuteMs)
  await payments.poller.runOnce()
  assert.equal((await found(unheard.paymentId)).state, 'authorised')
  assert.equal(await payments.poller.runOnce(), 0, 'what waits for a host is not asked for')

  await capture(unheard.paymentId)
  await payments.poller.runOnce()
  clock.pass(heldMs)
  await payments.poller.runOnce()
  assert.deepEqual(await told(lapsing.paymentId), ['payment.authorised', 'payment.voided'])
  assert.deepEqual(await told(unheard.paymentId), ['payment.authorised', 'payment.succeeded'])
})

forEachDatabase('what has lapsed by the time it is asked for is told so', async (t, db) => {
  const { authorised, capture, settle, told, clock, postings } = await newWorld(t, db)
  const { paymentId } = await authorised()
  await capture(paymentId)
  clock.pass(heldMs)
  await settle()
  assert.deepEqual(await told(paymentId), ['payment.authorised', 'payment.voided'])
  assert.deepEqual(await postings(), [])
})

for (const how of ['the connection breaks', 'the answer never comes'] as const) {
  forEachDatabase(`it is taken once when, after the effect, ${how}`, async (t, db) => {
    const { authorised, capture, settle, told, clock, faults, postings } = await newWorld(t, db, { timeoutMs: 500 })
    const { paymentId, bookingId } = await authorised()
    let lost = 0
    faults.answer = async ({ raw, url }) => {
      if (!url.endsWith('/capture') || lost >= 3) return
      lost += 1
      if (how === 'the connection breaks') raw.socket.destroy()
      else await sleep(60_000, undefined, { ref: false })
    }
    faults.webhook = async () => Response.error()
    await capture(paymentId)
    for (let round = 0; round < 5; round++) {
      await settle()
      clock.pass(30 * secondMs)
    }
    assert.equal(lost, 3, 'the answer was lost again and again')
    assert.deepEqual(await told(paymentId), ['payment.authorised', 'payment.succeeded'])
    assert.deepEqual(await postings(), [`provider:clearing > booking:${bookingId}: 42400 EUR`])
  })
}

forEachDatabase('taking, letting go and the end of the bank’s time at one moment come to one of the two', async (t, db) => {
  const { authorised, capture, letGo, worker, told, settle, clock, postings, sandboxDeps, found } = await newWorld(t, db)
  const asked: Awaited<ReturnType<typeof authorised>>[] = []
  while (asked.length < 12) asked.push(await authorised())
  clock.pass(heldMs - secondMs)
  await Promise.all(
    asked.flatMap(({ paymentId }, index) => {
      const both = index % 2 === 0 ? [capture, letGo] : [letGo, capture]
      return both.map(async (decide) => worker.runNow(await decide(paymentId)))
    }),
  )
  clock.pass(secondMs)
  await settle()
  let taken = 0
  for (const { paymentId } of asked) {
    const { state } = await found(paymentId)
    taken += state === 'succeeded' ? 1 : 0
    assert.ok(state === 'succeeded' || state === 'voided')
    assert.deepEqual(await told(paymentId), ['payment.authorised', `payment.${state}`])
  }
  t.diagnostic(`${taken} of ${asked.length} were taken`)
  assert.equal((await postings()).length, taken)
  const captured = (await sandboxDeps.db.selectFrom('sandbox_object').select('body').where('kind', '=', 'payment_intent').execute()).filter(
    ({ body }) => (JSON.parse(body) as { status: string }).status === 'succeeded',
  )
  assert.equal(captured.length, taken, 'the provider says the same')
})

forEachDatabase('a page whose guest was only declined ends as expired, nothing set aside', async (t, db) => {
  const { ask, settle, urlOf, end, found, told } = await newWorld(t, db)
  const { paymentId } = await ask({ capture: 'manual' })
  await settle()
  await payByCard(await urlOf(paymentId), '4000 0000 0000 9995')
  await end(paymentId)
  await settle()
  assert.equal((await found(paymentId)).state, 'expired')
  assert.deepEqual(await told(paymentId), ['payment.expired'])
})

forEachDatabase('what is decided at the provider’s own desk is heard of', async (t, db) => {
  const { authorised, provider, intentOf, settle, told, postings } = await newWorld(t, db)
  const [ended, taken] = [await authorised(), await authorised()]
  await provider.voidIntent(await intentOf(ended.paymentId))
  assert.ok((await provider.capture({ paymentId: taken.paymentId, intentId: await intentOf(taken.paymentId) })).ok)
  await settle()
  assert.deepEqual(await told(ended.paymentId), ['payment.authorised', 'payment.voided'])
  assert.deepEqual(await told(taken.paymentId), ['payment.authorised', 'payment.succeeded'])
  assert.deepEqual(await postings(), [`provider:clearing > booking:${taken.bookingId}: 42400 EUR`])
})
