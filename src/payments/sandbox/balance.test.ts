import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { Stripe } from 'stripe'
import { forEachDatabase } from '../../../test/databases.ts'
import { eur, goodCard, keys, newPaymentWorld, payByCard } from '../../../test/payments-world.ts'
import { dayMs, secondMs } from '../../kernel/clock.ts'
import type { Db } from '../../platform/db.ts'
import { decideDispute, disputeCharge } from './dispute-charge.ts'

/** A paid charge of 424.00, and the real SDK to look at the balance with. */
async function newPaidCharge(t: TestContext, db: Db, card = goodCard) {
  const world = await newPaymentWorld(t, db)
  const { port } = new URL(world.origin)
  const stripe = new Stripe(keys.secretKey, { host: '127.0.0.1', port, protocol: 'http', maxNetworkRetries: 0, telemetry: false })
  const asked = await world.ask()
  await world.settle()
  await payByCard(await world.urlOf(asked.paymentId), card)
  await world.settle()
  const [charge] = (await stripe.charges.list()).data
  assert.ok(charge)
  const balance = async () => {
    const { data } = await stripe.balanceTransactions.list({ limit: 100 })
    const lines = data.map(({ type, amount, fee, net, reporting_category }) => [type, reporting_category, amount, fee, net] as const)
    return lines.toReversed()
  }
  return { ...world, ...asked, stripe, charge, balance }
}

forEachDatabase(
  'a charge is on the balance less its fee, pending for two days, and names the charge with our words on it',
  async (t, db) => {
    const { stripe, charge, balance, clock, paymentId } = await newPaidCharge(t, db)
    assert.deepEqual(await balance(), [['charge', 'charge', 42_400, 661, 41_739]])
    const [transaction] = (await stripe.balanceTransactions.list({ expand: ['data.source'] })).data
    assert.ok(transaction && typeof transaction.source === 'object' && transaction.source?.object === 'charge')
    assert.equal(transaction.source.metadata.payment_id, paymentId)
    assert.equal(charge.balance_transaction, transaction.id)
    assert.equal(transaction.status, 'pending')
    clock.pass(2 * dayMs)
    assert.equal((await stripe.balanceTransactions.retrieve(transaction.id)).status, 'available')
  },
)

forEachDatabase('a refund leaves the balance whole, and comes back when the bank sends it back', async (t, db) => {
  const { giveBack, settle, paymentId, clock, balance } = await newPaidCharge(t, db, '4000 0000 0000 5126')
  clock.pass(secondMs)
  await giveBack(paymentId, eur(10_000))
  await settle()
  clock.pass(11 * secondMs)
  await settle()
  assert.deepEqual((await balance()).slice(1), [
    ['refund', 'refund', -10_000, 0, -10_000],
    ['refund_failure', 'refund_failure', 10_000, 0, 10_000],
  ])
})

forEachDatabase('a dispute takes the money and a fee; won, the money comes back and the fee does not', async (t, db) => {
  const { stripe, charge, balance, sandboxDeps, giveBack, settle, paymentId, clock } = await newPaidCharge(t, db)
  clock.pass(secondMs)
  await giveBack(paymentId, eur(10_000))
  await settle()
  clock.pass(secondMs)
  const made = await disputeCharge(sandboxDeps, { chargeId: charge.id, reason: 'fraudulent' })
  assert.ok(made.ok)
  const dispute = await stripe.disputes.retrieve(made.value.id)
  assert.deepEqual([dispute.status, dispute.amount, dispute.balance_transactions.length], ['needs_response', 32_400, 1])
  assert.equal((await disputeCharge(sandboxDeps, { chargeId: charge.id, reason: 'fraudulent' })).ok, false, 'a charge is disputed once')
  await assert.rejects(stripe.refunds.create({ charge: charge.id }), { code: 'charge_disputed' })

  clock.pass(secondMs)
  const outcome = { disputeId: dispute.id, outcome: 'won' } as const
  assert.ok((await decideDispute(sandboxDeps, outcome)).ok)
  assert.equal((await decideDispute(sandboxDeps, outcome)).ok, false, 'a dispute is decided once')
  assert.deepEqual((await balance()).slice(2), [
    ['adjustment', 'dispute', -32_400, 2_000, -34_400],
    ['adjustment', 'dispute_reversal', 32_400, 0, 32_400],
  ])
})
