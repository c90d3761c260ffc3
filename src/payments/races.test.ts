import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { forEachDatabase } from '../../test/databases.ts'
import { eur, goodCard, newPaymentWorld, payByCard } from '../../test/payments-world.ts'
import { until } from '../../test/until.ts'
import { minuteMs, secondMs } from '../kernel/clock.ts'
import type { PaymentId } from '../kernel/ids.ts'
import { balanceOf } from '../ledger/balance.ts'
import { openDatabase } from '../platform/db.ts'
import { newLogger } from '../platform/telemetry.ts'
import { newWorker } from '../platform/worker.ts'
import { sandboxJobs } from './sandbox/sandbox.ts'
import { settlePayment } from './settle-payment.ts'

const rounds = 24

forEachDatabase('paying and ending at the same moment: exactly one is announced, and money came in for the paid alone', async (t, db) => {
  const { ask, end, settle, urlOf, events, found, worker } = await newPaymentWorld(t, db)
  const asked = await Promise.all(Array.from({ length: rounds }, () => ask({ amount: eur(10_000) })))
  await settle()
  const ends = await Promise.all(asked.map(({ paymentId }) => end(paymentId)))
  const pages: { status: number }[] = []
  for (const [index, { paymentId, jobId }] of asked.entries()) {
    const url = await urlOf(paymentId)
    // From the guest well ahead to the end well ahead.
    const [page] = await Promise.all([
      sleep(Math.max(0, 2 * (index - rounds / 2))).then(() => payByCard(url, goodCard)),
      sleep(Math.max(0, 2 * (rounds / 2 - index))).then(() => worker.runNow(ends[index] ?? jobId)),
    ])
    pages.push(page)
  }
  await settle()
  const told = await events()
  assert.equal(told.length, rounds)
  let paid = 0
  for (const [index, { paymentId, bookingId }] of asked.entries()) {
    const outcome = told.filter((event) => event.paymentId === paymentId).map(({ type }) => type)
    const isPaid = pages[index]?.status === 303
    paid += isPaid ? 1 : 0
    assert.deepEqual(outcome, [isPaid ? 'payment.succeeded' : 'payment.expired'], `the guest saw ${pages[index]?.status}`)
    assert.equal((await found(paymentId)).state, isPaid ? 'succeeded' : 'expired')
    assert.equal((await balanceOf(db, `booking:${bookingId}`, eur(0).currency)).minor, isPaid ? 10_000 : 0)
  }
  t.diagnostic(`${paid} of ${rounds} guests were faster`)
  assert.equal((await balanceOf(db, 'provider:clearing', eur(0).currency)).minor, -10_000 * paid)
})

forEachDatabase('many workers, webhooks and pollers that find the same payment settle it once', async (t, db, url) => {
  const { ask, settle, urlOf, payments, sandboxDeps, clock, events, postings, deps } = await newPaymentWorld(t, db)
  const log = newLogger({ level: 'silent' })
  const asked = await Promise.all(Array.from({ length: 12 }, () => ask()))
  await settle()
  for (const { paymentId } of asked) await payByCard(await urlOf(paymentId), goodCard)
  clock.pass(minuteMs)
  const others = [openDatabase(url), openDatabase(url)]
  const handlers = { ...payments.handlers, ...sandboxJobs(sandboxDeps) }
  const workers = [db, ...others].map((handle) => newWorker({ ...deps, db: handle }, handlers, { log, pollMs: 10 }))
  for (const worker of workers) worker.start()
  await Promise.all([payments.poller.runOnce(), ...asked.map(({ paymentId }) => payments.check(paymentId)), payments.poller.runOnce()])
  await until(async () => (await events('payment.succeeded')).length >= asked.length && (await handled(deps.db)) >= asked.length, {
    msMax: 20_000,
  })
  for (const worker of workers) await worker.stop()
  for (const handle of others) await handle.destroy()
  assert.equal((await events()).length, asked.length)
  assert.equal((await postings()).length, asked.length)
})

forEachDatabase('the same end, found out by many at once, is announced once', async (t, db) => {
  const { ask, settle, found, events, provider, deps } = await newPaymentWorld(t, db)
  const { paymentId } = await ask()
  await settle()
  const payment = await found(paymentId)
  assert.ok(payment.state === 'open')
  const truth = await provider.expireSession(payment.sessionId)
  const states = await Promise.all(Array.from({ length: 12 }, () => settlePayment(deps, paymentId, truth)))
  assert.deepEqual([...new Set(states)], ['expired'])
  assert.equal((await events()).length, 1)
})

const handled = async (db: Parameters<typeof balanceOf>[0]) =>
  (await db.selectFrom('provider_event').select('id').where('handled_at', 'is not', null).execute()).length

for (const how of ['the connection breaks', 'the answer never comes'] as const) {
  forEachDatabase(`one page is opened and can be paid when, after the effect, ${how}`, async (t, db) => {
    const { ask, settle, faults, clock, urlOf, found } = await newPaymentWorld(t, db, { timeoutMs: 500 })
    let lost = 0
    faults.answer = async ({ raw, method }) => {
      if (method !== 'POST' || lost >= 3) return
      lost += 1
      if (how === 'the connection breaks') raw.socket.destroy()
      else await sleep(60_000, undefined, { ref: false })
    }
    const { paymentId } = await ask()
    for (let round = 0; round < 4; round++) {
      await settle()
      clock.pass(30 * secondMs)
    }
    assert.equal(lost, 3, 'the answer was lost again and again')
    assert.equal((await sessions(db)).length, 1)
    await payByCard(await urlOf(paymentId), goodCard)
    await settle()
    assert.equal((await found(paymentId)).state, 'succeeded')
  })
}

const sessions = (db: Parameters<typeof balanceOf>[0]) =>
  db.selectFrom('sandbox_object').select('id').where('kind', '=', 'checkout.session').execute()

forEachDatabase('opening and ending at the same moment leaves no page behind on which a guest could pay', async (t, db) => {
  const { ask, end, worker, settle, found, events } = await newPaymentWorld(t, db)
  const asked = await Promise.all(Array.from({ length: 8 }, () => ask()))
  const ends = await Promise.all(asked.map(({ paymentId }) => end(paymentId)))
  await Promise.all(asked.flatMap(({ jobId }, index) => [worker.runNow(jobId), worker.runNow(ends[index] ?? jobId)]))
  await settle()
  const states = await Promise.all(asked.map(async ({ paymentId }) => (await found(paymentId)).state))
  assert.deepEqual([...new Set(states)], ['expired'])
  assert.deepEqual(await openSessions(db), [])
  const told: PaymentId[] = (await events('payment.expired')).map(({ paymentId }) => paymentId as PaymentId)
  assert.equal(new Set(told).size, asked.length)
  assert.equal(told.length, asked.length)
})

async function openSessions(db: Parameters<typeof balanceOf>[0]) {
  const rows = await db.selectFrom('sandbox_object').select('body').where('kind', '=', 'checkout.session').execute()
  return rows.filter(({ body }) => (JSON.parse(body) as { status: string }).status === 'open')
}

forEachDatabase('a process that ends between payment and webhook loses nothing: the next one delivers and settles', async (t, db, url) => {
  const first = await newPaymentWorld(t, db)
  const { paymentId } = await first.ask()
  await first.settle()
  await payByCard(await first.urlOf(paymentId), goodCard)
  await first.app.close()
  const reopened = openDatabase(url)
  t.after(() => reopened.destroy())
  const next = await newPaymentWorld(t, reopened)
  assert.equal((await next.found(paymentId)).state, 'open')
  await next.settle()
  assert.equal((await next.found(paymentId)).state, 'succeeded')
  assert.equal((await next.events('payment.succeeded')).length, 1)
})

forEachDatabase('a refund that two processes send at the same moment goes back once, and neither is refused', async (t, db) => {
  const { ask, settle, urlOf, giveBack, provider, found, refundsOf } = await newPaymentWorld(t, db)
  for (let round = 0; round < 8; round++) {
    const { paymentId, bookingId } = await ask({ amount: eur(10_000) })
    await settle()
    await payByCard(await urlOf(paymentId), goodCard)
    await settle()
    await giveBack(paymentId, eur(10_000))
    const payment = await found(paymentId)
    const [refund] = await refundsOf(bookingId)
    assert.ok(payment.state === 'succeeded' && refund)
    const send = () => provider.refund({ refundId: refund.id, paymentId, intentId: payment.intentId, amount: eur(10_000) })
    const sent = await Promise.all([send(), send(), send()])
    assert.deepEqual(
      sent.map((each) => (each.ok ? each.value.amount.minor : each.error.reason)),
      [10_000, 10_000, 10_000],
    )
    assert.equal(new Set(sent.map((each) => each.ok && each.value.providerId)).size, 1)
  }
})
