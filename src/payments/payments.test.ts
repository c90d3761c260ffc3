import assert from 'node:assert/strict'
import { forEachDatabase } from '../../test/databases.ts'
import { eur, goodCard, newPaymentWorld, payByCard } from '../../test/payments-world.ts'

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
