import assert from 'node:assert/strict'
import { test } from 'node:test'
import { databases, forEachDatabase } from '../../../../test/databases.ts'
import { goodCard, newPaymentWorld, payByCard } from '../../../../test/payments-world.ts'
import { newWorld } from '../../../../test/world.ts'
import { dayMs, minuteMs, secondMs } from '../../../kernel/clock.ts'
import { planFault, readControl, type Fault } from './control.ts'
import { passTime } from './pass-time.ts'

for (const fault of ['timeout_before', 'timeout_after', 'error_500', 'error_429'] as const satisfies Fault[]) {
  forEachDatabase(`the next call fails as planned, once, and the payment is opened all the same: ${fault}`, async (t, db) => {
    const { ask, worker, sandboxDeps, found, clock, settle } = await newPaymentWorld(t, db, { timeoutMs: 1_500 })
    await planFault(sandboxDeps, fault)
    const { jobId, paymentId } = await ask()
    assert.equal(await worker.runNow(jobId), 'later')
    assert.equal((await found(paymentId)).state, 'opening')
    const made = await db.selectFrom('sandbox_object').select('id').where('kind', '=', 'checkout.session').execute()
    assert.equal(made.length, fault === 'timeout_after' ? 1 : 0, 'before its effect nothing was done, after it everything')
    assert.deepEqual((await readControl(sandboxDeps)).faults, [])
    clock.pass(10 * secondMs)
    await settle()
    assert.equal((await found(paymentId)).state, 'open')
    const all = await db.selectFrom('sandbox_object').select('id').where('kind', '=', 'checkout.session').execute()
    assert.equal(all.length, 1)
  })
}

for (const [fault, states] of [
  ['webhook_lost', ['open', 'open', 'succeeded']],
  ['webhook_late', ['open', 'succeeded', 'succeeded']],
  ['webhook_twice', ['succeeded', 'succeeded', 'succeeded']],
] as const) {
  forEachDatabase(`a payment is booked once whatever becomes of its webhook: ${fault}`, async (t, db) => {
    const { ask, settle, urlOf, sandboxDeps, found, clock, payments, postings } = await newPaymentWorld(t, db)
    const { paymentId } = await ask()
    await settle()
    await planFault(sandboxDeps, fault)
    await payByCard(await urlOf(paymentId), goodCard)
    await settle()
    const seen: string[] = [(await found(paymentId)).state]
    clock.pass(2 * minuteMs)
    await settle()
    seen.push((await found(paymentId)).state)
    await payments.poller.runOnce()
    seen.push((await found(paymentId)).state)
    assert.deepEqual(seen, states)
    assert.equal((await postings()).length, 1)
  })
}

forEachDatabase('time passes in the sandbox alone: its pages end, slow banks answer, money becomes available', async (t, db) => {
  const { ask, settle, urlOf, sandboxDeps, found, giveBack, refundsOf } = await newPaymentWorld(t, db)
  const [unpaid, paid] = [await ask(), await ask()]
  await settle()
  await payByCard(await urlOf(paid.paymentId), '4000 0000 0000 7726')
  await settle()
  await giveBack(paid.paymentId, paid.amount)
  await passTime(sandboxDeps, minuteMs)
  await settle()
  assert.equal((await found(unpaid.paymentId)).state, 'open', 'a minute ends no page')
  assert.equal((await passTime(sandboxDeps, 3 * dayMs)).passedMs, 3 * dayMs + minuteMs)
  await settle()
  assert.equal((await found(unpaid.paymentId)).state, 'expired')
  assert.deepEqual(
    (await refundsOf(paid.bookingId)).map(({ state }) => state),
    ['succeeded'],
  )
  const reply = await fetch(`${sandboxDeps.config.origin()}/v1/balance_transactions?type=charge`, {
    headers: { authorization: `Bearer ${sandboxDeps.config.secretKey}` },
  })
  assert.deepEqual(
    ((await reply.json()) as { data: { status: string }[] }).data.map(({ status }) => status),
    ['available'],
  )
  const later = await ask()
  await settle()
  assert.equal((await found(later.paymentId)).state, 'open', 'what is opened afterwards lives as long as ever')
})

for (const database of databases()) {
  test(`operators alone see and drive the sandbox, by forms or by JSON [${database.name}]`, { skip: database.skip }, async (t) => {
    const world = await newWorld({ database })
    t.after(world.stop)
    const { otto, ben, as, app, origin, lakeside, settle } = world
    const page = '/sandbox/control'
    const get = (token: string | null) =>
      app.server.inject({ method: 'GET', url: page, headers: token === null ? {} : { authorization: `Bearer ${token}` } })
    const stranger = await get(null)
    assert.deepEqual([stranger.statusCode, stranger.headers.location], [303, '/sign-in?next=%2Fsandbox%2Fcontrol'])
    assert.equal((await get(ben.token)).statusCode, 403)
    await world.confirmed(ben, { listingId: lakeside, checkIn: '2030-07-01', checkOut: '2030-07-04' })
    assert.match((await get(otto.token)).payload, /351\.52/)

    const chargeId = /name="chargeId" value="(ch_\w+)"/.exec((await get(otto.token)).payload)?.[1]
    const form = (path: string, fields: Record<string, string>) =>
      app.server.inject({
        method: 'POST',
        url: `${page}${path}`,
        headers: { authorization: `Bearer ${otto.token}`, 'content-type': 'application/x-www-form-urlencoded', origin },
        payload: new URLSearchParams(fields).toString(),
      })
    assert.equal((await form('/disputes', { chargeId: chargeId ?? '', reason: 'fraudulent' })).statusCode, 303)
    const refused = await form('/disputes', { chargeId: chargeId ?? '', reason: 'fraudulent' })
    assert.deepEqual([refused.statusCode, /role="alert"/.test(refused.payload)], [409, true])
    await settle()
    const cases = async () =>
      (await as(otto).get('/operator/money/cases')).json<{ items: { kind: string }[] }>().items.map(({ kind }) => kind)
    assert.deepEqual(await cases(), ['dispute_open'])

    const planned = await app.server.inject({
      method: 'POST',
      url: `${page}/faults`,
      headers: { authorization: `Bearer ${otto.token}` },
      payload: { fault: 'webhook_twice' },
    })
    assert.deepEqual(planned.json(), { passedMs: 0, faults: ['webhook_twice'] })
    const disputeId = /disputes\/(dp_\w+)"/.exec((await get(otto.token)).payload)?.[1]
    assert.equal((await form(`/disputes/${disputeId}`, { outcome: 'lost' })).statusCode, 303)
    await settle()
    assert.deepEqual(await cases(), ['dispute_lost'])
    const reasons = (await world.db.selectFrom('ledger_entry').select('reason').execute()).map(({ reason }) => reason)
    for (const reason of ['dispute_withdrawn', 'dispute_lost', 'dispute_borne']) {
      assert.equal(reasons.filter((each) => each === reason).length, 1, reason)
    }
    const unknown = await app.server.inject({
      method: 'POST',
      url: `${page}/faults`,
      headers: { authorization: `Bearer ${otto.token}` },
      payload: { fault: 'flood' },
    })
    assert.equal(unknown.statusCode, 400)
  })
}
