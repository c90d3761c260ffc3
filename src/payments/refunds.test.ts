import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { forEachDatabase } from '../../test/databases.ts'
import { eur, goodCard, newPaymentWorld, payByCard } from '../../test/payments-world.ts'
import { secondMs } from '../kernel/clock.ts'
import type { Db } from '../platform/db.ts'
import { listDead } from '../platform/dead-jobs.ts'

async function paidWorld(t: TestContext, db: Db, card = goodCard) {
  const world = await newPaymentWorld(t, db, { timeoutMs: 500 })
  const { paymentId, bookingId } = await world.ask()
  await world.settle()
  await payByCard(await world.urlOf(paymentId), card)
  await world.settle()
  const providerRefunds = () => db.selectFrom('sandbox_object').select('id').where('kind', '=', 'refund').execute()
  return { ...world, paymentId, bookingId, providerRefunds }
}

forEachDatabase('the same refund asked for twice goes back once', async (t, db) => {
  const { paymentId, bookingId, giveBack, settle, refundsOf, postings, events, providerRefunds } = await paidWorld(t, db)
  await giveBack(paymentId, eur(24_160), 'cancel')
  await settle()
  await giveBack(paymentId, eur(24_160), 'cancel')
  await settle()
  assert.deepEqual(
    (await refundsOf(bookingId)).map(({ amount, state, reason }) => ({ amount, state, reason })),
    [{ amount: eur(24_160), state: 'succeeded', reason: 'cancelled' }],
  )
  assert.equal((await providerRefunds()).length, 1)
  assert.equal((await events('refund.succeeded')).length, 1)
  assert.deepEqual(await postings(), [
    `booking:${bookingId} > provider:clearing: 24160 EUR`,
    `provider:clearing > booking:${bookingId}: 42400 EUR`,
  ])
})

forEachDatabase('two refunds for different things both go back, and never more than was paid', async (t, db) => {
  const { paymentId, giveBack, settle, events } = await paidWorld(t, db)
  await giveBack(paymentId, eur(24_160), 'cancel')
  await giveBack(paymentId, eur(18_000), 'goodwill')
  await assert.rejects(giveBack(paymentId, eur(241), 'too much'), /more than is left/)
  await assert.rejects(giveBack(paymentId, eur(100), 'cancel'), /with another amount/)
  await settle()
  assert.equal((await events('refund.succeeded')).length, 2)
})

forEachDatabase('what has not arrived cannot go back', async (t, db) => {
  const { ask, settle, giveBack } = await newPaymentWorld(t, db)
  const { paymentId } = await ask()
  await settle()
  await assert.rejects(giveBack(paymentId, eur(100)), /has not arrived/)
})

forEachDatabase('refunds asked for at the same moment never add up to more than was paid', async (t, db) => {
  const { paymentId, bookingId, giveBack, settle, refundsOf } = await paidWorld(t, db)
  const asked = await Promise.allSettled(Array.from({ length: 8 }, (_, index) => giveBack(paymentId, eur(20_000), `part ${index}`)))
  assert.equal(asked.filter(({ status }) => status === 'fulfilled').length, 2)
  await settle()
  assert.deepEqual(
    (await refundsOf(bookingId)).map(({ state }) => state),
    ['succeeded', 'succeeded'],
  )
})

for (const [how, timeoutMs] of [
  ['the connection breaks', 0],
  ['the answer never comes', 60_000],
] as const) {
  forEachDatabase(`a refund goes back once when, after the effect, ${how}`, async (t, db) => {
    const { paymentId, bookingId, giveBack, settle, faults, clock, refundsOf, postings, providerRefunds } = await paidWorld(t, db)
    let broken = 0
    faults.answer = async ({ raw, url }) => {
      if (url !== '/v1/refunds' || broken >= 3) return
      broken += 1
      if (timeoutMs === 0) raw.socket.destroy()
      else await new Promise((resolve) => setTimeout(resolve, timeoutMs).unref())
    }
    await giveBack(paymentId, eur(42_400))
    for (let round = 0; round < 4; round++) {
      await settle()
      clock.pass(60 * secondMs)
    }
    assert.equal(broken, 3, 'the answer was lost again and again')
    assert.equal((await providerRefunds()).length, 1)
    assert.deepEqual(
      (await refundsOf(bookingId)).map(({ state }) => state),
      ['succeeded'],
    )
    assert.equal((await postings()).filter((line) => line.startsWith(`booking:${bookingId}`)).length, 1)
  })
}

forEachDatabase('a slow bank: the money counts as gone from when it was taken, and the end is told when it comes', async (t, db) => {
  const { paymentId, bookingId, giveBack, settle, clock, refundsOf, events, postings } = await paidWorld(t, db, '4000 0000 0000 7726')
  await giveBack(paymentId, eur(42_400))
  await settle()
  assert.equal((await refundsOf(bookingId))[0]?.state, 'pending')
  assert.equal((await postings()).length, 2)
  assert.deepEqual(await events('refund.succeeded'), [])
  clock.pass(10 * secondMs)
  await settle()
  assert.equal((await refundsOf(bookingId))[0]?.state, 'succeeded')
  assert.equal((await events('refund.succeeded')).length, 1)
  assert.equal((await postings()).length, 2)
})

forEachDatabase('a refund that the bank sends back is booked back, and announced', async (t, db) => {
  const { paymentId, bookingId, giveBack, settle, clock, refundsOf, events, postings } = await paidWorld(t, db, '4000 0000 0000 5126')
  await giveBack(paymentId, eur(42_400))
  await settle()
  assert.equal((await events('refund.succeeded')).length, 1)
  clock.pass(10 * secondMs)
  await settle()
  const [refund] = await refundsOf(bookingId)
  assert.equal(refund?.state, 'failed')
  assert.deepEqual(await events('refund.failed'), [
    { type: 'refund.failed', bookingId, paymentId, refundId: refund?.id, amount: eur(42_400) },
  ])
  assert.deepEqual(await postings(), [
    `booking:${bookingId} > provider:clearing: 42400 EUR`,
    `provider:clearing > booking:${bookingId}: 42400 EUR`,
    `provider:clearing > booking:${bookingId}: 42400 EUR`,
  ])
  await giveBack(paymentId, eur(42_400), 'second try')
})

forEachDatabase('the poller finds out how a refund ended when its webhook was lost', async (t, db) => {
  const world = await paidWorld(t, db, '4000 0000 0000 7726')
  const { paymentId, bookingId, giveBack, settle, clock, faults, payments, refundsOf } = world
  faults.webhook = async () => new Response(null, { status: 503 })
  await giveBack(paymentId, eur(42_400))
  await settle()
  clock.pass(40 * secondMs)
  await settle()
  assert.equal((await refundsOf(bookingId))[0]?.state, 'pending')
  assert.equal(await payments.poller.runOnce(), 1)
  assert.equal((await refundsOf(bookingId))[0]?.state, 'succeeded')
})

forEachDatabase('a refund that the provider refuses stays owed, and an operator is left with a dead job that says why', async (t, db) => {
  const { paymentId, bookingId, giveBack, settle, provider, found, refundsOf, events, postings, deps } = await paidWorld(t, db)
  const payment = await found(paymentId)
  assert.ok(payment.state === 'succeeded')
  const elsewhere = { refundId: deps.ids.next<'refund'>(), paymentId, intentId: payment.intentId, amount: eur(42_400) }
  assert.ok((await provider.refund(elsewhere)).ok, 'somebody has sent it back by hand')
  await giveBack(paymentId, eur(42_400))
  await settle()
  assert.equal((await refundsOf(bookingId))[0]?.state, 'pending')
  assert.equal((await postings()).length, 1, 'no money has moved')
  const [dead] = await listDead(db)
  assert.equal(dead?.kind, 'payments.refund')
  assert.match(dead?.lastError ?? '', /charge_already_refunded/)
  assert.deepEqual(await events('refund.failed'), [])
})
