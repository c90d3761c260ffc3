import assert from 'node:assert/strict'
import { forEachDatabase } from '../../test/databases.ts'
import { eur, goodCard, newPaymentWorld, payByCard } from '../../test/payments-world.ts'
import { minuteMs } from '../kernel/clock.ts'
import { money, type Currency } from '../kernel/money.ts'

forEachDatabase('a guest pays: the payment succeeds once, with its ledger entry and its announcement', async (t, db) => {
  const { ask, settle, found, urlOf, events, postings, origin } = await newPaymentWorld(t, db)
  const { paymentId, bookingId } = await ask()
  assert.equal((await found(paymentId)).state, 'opening')
  await settle()
  const url = await urlOf(paymentId)
  assert.ok(url.startsWith(`${origin}/sandbox/checkout/cs_test_`))

  const page = await payByCard(url, goodCard)
  assert.equal(page.location, `${origin}/trips/1?payment=returned`)
  assert.equal((await found(paymentId)).state, 'open', 'nothing is believed before the webhook')
  await settle()
  assert.equal((await found(paymentId)).state, 'succeeded')
  assert.deepEqual(await events(), [{ type: 'payment.succeeded', bookingId, paymentId, amount: eur(42_400) }])
  assert.deepEqual(await postings(), [`provider:clearing > booking:${bookingId}: 42400 EUR`])
})

forEachDatabase('after a decline the guest pays with another card, and is charged once', async (t, db) => {
  const { ask, settle, found, urlOf, postings } = await newPaymentWorld(t, db)
  const { paymentId, bookingId } = await ask()
  await settle()
  const url = await urlOf(paymentId)
  const declined = await payByCard(url, '4000 0000 0000 9995')
  assert.equal(declined.status, 402)
  assert.match(declined.text, /not enough money on this card\. Nothing was taken/)
  await settle()
  assert.equal((await found(paymentId)).state, 'open')
  assert.deepEqual(await postings(), [])

  await payByCard(url, goodCard)
  await settle()
  assert.equal((await found(paymentId)).state, 'succeeded')
  assert.deepEqual(await postings(), [`provider:clearing > booking:${bookingId}: 42400 EUR`])
})

forEachDatabase('a bank that asks its holder is paid from after a yes, and not after a no', async (t, db) => {
  const { ask, settle, found, urlOf } = await newPaymentWorld(t, db)
  const { paymentId } = await ask()
  await settle()
  const url = await urlOf(paymentId)
  const refused = await payByCard(url, '4000 0000 0000 3220', 'no')
  assert.equal(refused.location, url)
  assert.match(await (await fetch(url)).text(), /The bank was told that it was not you\. Nothing was taken/)
  await settle()
  assert.equal((await found(paymentId)).state, 'open')

  const stillNo = await payByCard(url, '4000 0084 0000 1629')
  assert.equal(stillNo.location, url, 'this bank declines after a yes')
  const paid = await payByCard(url, '4000 0025 0000 3155')
  assert.match(paid.location ?? '', /\/trips\/1\?payment=returned$/)
  await settle()
  assert.equal((await found(paymentId)).state, 'succeeded')
})

forEachDatabase('an ended payment is announced as expired, once, and can no longer be paid', async (t, db) => {
  const { ask, end, settle, found, urlOf, events, postings } = await newPaymentWorld(t, db)
  const { paymentId, bookingId } = await ask()
  await settle()
  const url = await urlOf(paymentId)
  await end(paymentId)
  await end(paymentId)
  await settle()
  assert.equal((await found(paymentId)).state, 'expired')
  assert.deepEqual(await events(), [{ type: 'payment.expired', bookingId, paymentId, amount: eur(42_400) }])

  const late = await payByCard(url, goodCard)
  assert.equal(late.status, 410)
  assert.match(late.text, /This page has expired/)
  await settle()
  assert.deepEqual(await postings(), [])
})

forEachDatabase('a guest who was faster than the end has paid: that is announced, and nothing else', async (t, db) => {
  const { ask, end, settle, urlOf, events } = await newPaymentWorld(t, db)
  const { paymentId } = await ask()
  await settle()
  await payByCard(await urlOf(paymentId), goodCard)
  await end(paymentId)
  await settle()
  assert.deepEqual(
    (await events()).map(({ type }) => type),
    ['payment.succeeded'],
  )
})

forEachDatabase('a payment that was never opened ends without leaving a page behind on which it could be paid', async (t, db) => {
  const { ask, end, settle, found, faults, clock, events, worker } = await newPaymentWorld(t, db)
  const { paymentId, jobId } = await ask()
  faults.answer = ({ raw }) => void raw.socket.destroy()
  assert.equal(await worker.runNow(jobId), 'later')
  clock.pass(15 * minuteMs)
  faults.answer = undefined
  assert.equal(await worker.runNow(await end(paymentId)), 'done')
  assert.equal((await found(paymentId)).state, 'expired')
  await settle()
  assert.equal((await events('payment.expired')).length, 1)
  const rows = await db.selectFrom('sandbox_object').select('body').where('kind', '=', 'checkout.session').execute()
  assert.deepEqual(
    rows.map(({ body }) => (JSON.parse(body) as { status: string }).status),
    ['expired'],
  )
})

forEachDatabase('a payment that the provider will not take fails at once, and its end is announced', async (t, db) => {
  const { ask, end, settle, found, events } = await newPaymentWorld(t, db)
  const tooSmall = await ask({ amount: eur(20) })
  const odd = await ask({ amount: money(12_345, 'KWD' as Currency) })
  await settle()
  assert.equal((await found(tooSmall.paymentId)).state, 'failed')
  assert.equal((await found(odd.paymentId)).state, 'failed')
  const reasons = (await events('payment.failed')).map(({ paymentId, reason }) => [paymentId, reason])
  assert.deepEqual(Object.fromEntries(reasons), { [tooSmall.paymentId]: 'amount_too_small', [odd.paymentId]: 'amount_not_payable' })
  await end(tooSmall.paymentId)
  await settle()
  assert.equal((await events('payment.expired')).length, 1)
})

forEachDatabase('currencies that the provider writes in its own way are charged and given back to the unit', async (t, db) => {
  const { ask, settle, urlOf, giveBack, postings } = await newPaymentWorld(t, db)
  for (const amount of [money(31_000, 'JPY' as Currency), money(52_400, 'ISK' as Currency), money(12_340, 'KWD' as Currency)]) {
    const { paymentId, bookingId } = await ask({ amount })
    await settle()
    await payByCard(await urlOf(paymentId), goodCard)
    await settle()
    await giveBack(paymentId, amount)
    await settle()
    const moved = (await postings()).filter((line) => line.includes(bookingId))
    const written = `${amount.minor} ${amount.currency}`
    assert.deepEqual(moved, [
      `booking:${bookingId} > provider:clearing: ${written}`,
      `provider:clearing > booking:${bookingId}: ${written}`,
    ])
  }
})
