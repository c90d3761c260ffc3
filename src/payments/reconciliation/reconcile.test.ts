import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { forEachDatabase } from '../../../test/databases.ts'
import { eur, goodCard, newPaymentWorld, payByCard } from '../../../test/payments-world.ts'
import { minuteMs, secondMs } from '../../kernel/clock.ts'
import { idFrom, type UserId } from '../../kernel/ids.ts'
import { money, type Currency } from '../../kernel/money.ts'
import { account } from '../../ledger/accounts.ts'
import { balanceOf } from '../../ledger/balance.ts'
import { post } from '../../ledger/post.ts'
import { trialBalance } from '../../ledger/trial-balance.ts'
import { write, type Db } from '../../platform/db.ts'
import { closeCase } from '../cases/close-case.ts'
import { listCases } from '../cases/list-cases.ts'
import { moveBalance } from '../sandbox/balance.ts'
import { decideDispute, disputeCharge } from '../sandbox/dispute-charge.ts'
import { sumTheirs } from './store.ts'

async function newMoneyWorld(t: TestContext, db: Db) {
  const world = await newPaymentWorld(t, db)
  const { ask, settle, urlOf, reconciler, clock, faults, deps, sandboxDeps } = world
  const open = async () => (await listCases(db, { state: 'open', after: null })).cases
  return {
    ...world,
    pay: async (card = goodCard, over: Parameters<typeof ask>[0] = {}) => {
      const asked = await ask(over)
      await settle()
      await payByCard(await urlOf(asked.paymentId), card)
      await settle()
      return asked
    },
    open,
    kinds: async () => (await open()).map(({ kind }) => kind).toSorted(),
    /** Two rounds, half a minute apart: what waits for its other side has waited long enough. */
    reconcile: async () => {
      await reconciler.runOnce()
      clock.pass(30 * secondMs)
      await reconciler.runOnce()
      await settle()
    },
    loseWebhooks: () => (faults.webhook = async () => new Response(null, { status: 200 })),
    chargeIds: async () =>
      (await db.selectFrom('sandbox_object').select('id').where('kind', '=', 'charge').orderBy('id').execute()).map(({ id }) => id),
    /** What our books say the provider holds, and what the provider's own do. */
    both: async (currency = 'EUR' as Currency) => {
      const { minor } = await balanceOf(db, account.provider, currency)
      const theirs = (await sumTheirs(db)).find((sum) => sum.currency === currency)
      return { ours: minor === 0 ? 0 : -minor, theirs: (theirs?.minor ?? 0) - (theirs?.feeMinor ?? 0) }
    },
    /** An entry that the provider knows nothing of. */
    postAlone: (fact: string, minor: number, currency = 'EUR' as Currency) =>
      write(db, (tx) =>
        post(tx, deps, {
          fact,
          reason: 'charge',
          postings: [{ debit: account.provider, credit: account.guestFees, amount: money(minor, currency) }],
        }),
      ),
    /** Money that moves at the provider for no reason of ours. */
    moveAlone: (amount: number) =>
      write(db, (tx) => moveBalance(tx, sandboxDeps, { type: 'adjustment', amount, currency: 'eur', sourceId: `adj_${amount}` })),
  }
}

forEachDatabase('charges, refunds and fees add up to the cent with what the provider holds, and nothing is reported', async (t, db) => {
  const { pay, giveBack, settle, reconcile, open, both, reconciler } = await newMoneyWorld(t, db)
  const one = await pay()
  await pay()
  await giveBack(one.paymentId, eur(10_001))
  await settle()
  await reconcile()
  assert.deepEqual(await open(), [])
  assert.deepEqual(await both(), { ours: 2 * 42_400 - 10_001 - 2 * 661, theirs: 2 * 42_400 - 10_001 - 2 * 661 })
  assert.equal((await balanceOf(db, account.providerFees, 'EUR' as Currency)).minor, -2 * 661)
  await reconciler.runOnce()
  const entries = await db.selectFrom('ledger_entry').select('reason').where('reason', '=', 'provider_fee').execute()
  assert.equal(entries.length, 2, 'a fee is booked once')
})

forEachDatabase('a charge that only the ledger knows is found, and its case closes when the provider knows it after all', async (t, db) => {
  const { postAlone, reconcile, open, reconciler, sandboxDeps, deps, clock } = await newMoneyWorld(t, db)
  const paymentId = deps.ids.next<'payment'>()
  await postAlone(`charge:${paymentId}`, 5_000)
  await reconciler.runOnce()
  assert.deepEqual(await open(), [], 'a moment is no difference')
  await reconcile()
  const [found, ...more] = await open()
  assert.deepEqual(more, [])
  assert.deepEqual([found?.kind, found?.facts.ours, found?.facts.theirs], ['missing_there', eur(5_000), undefined])

  const createdAt = clock.now()
  const charge = {
    kind: 'charge',
    id: 'ch_late',
    createdAt,
    amount: 5_000,
    currency: 'eur',
    status: 'succeeded',
    metadata: { payment_id: paymentId },
  }
  const rest = { amountRefunded: 0, description: null, transferGroup: null, intentId: 'pi_late', card: { brand: 'visa', last4: '4242' } }
  const body = JSON.stringify({ ...charge, ...rest, cardKey: 'visa', decline: null })
  await db.insertInto('sandbox_object').values({ id: 'ch_late', kind: 'charge', body, created_at: createdAt, version: 1 }).execute()
  await write(db, (tx) => moveBalance(tx, sandboxDeps, { type: 'charge', amount: 5_000, currency: 'eur', sourceId: 'ch_late' }))
  await reconcile()
  assert.deepEqual(await open(), [])
  const [closed] = (await listCases(db, { state: 'closed', after: null })).cases
  assert.ok(closed?.state === 'closed' && closed.closedBy === null && closed.id === found?.id)
})

forEachDatabase('money that only the provider knows is found: of ours, or of nobody we know', async (t, db) => {
  const { moveAlone, pay, chargeIds, reconcile, open, sandboxDeps, kinds } = await newMoneyWorld(t, db)
  await moveAlone(-777)
  await reconcile()
  assert.deepEqual(await kinds(), ['unknown'])
  assert.deepEqual((await open())[0]?.facts.theirs, eur(-777))

  await pay()
  const [chargeId = ''] = await chargeIds()
  // The same charge moves money a second time.
  await write(db, (tx) => moveBalance(tx, sandboxDeps, { type: 'charge', amount: 42_400, currency: 'eur', sourceId: chargeId }, true))
  await reconcile()
  assert.deepEqual(await kinds(), ['unknown', 'unknown'])
})

forEachDatabase('another amount and another currency are found, once each however often they are seen', async (t, db) => {
  const { pay, reconcile, kinds, open } = await newMoneyWorld(t, db)
  const [amount, currency] = [await pay(), await pay()]
  await db
    .updateTable('ledger_posting')
    .set({ minor: 42_399 })
    .where('entry_id', '=', idFrom(`charge:${amount.paymentId}`))
    .execute()
  const dollars = 'USD' as Currency
  await db
    .updateTable('ledger_posting')
    .set({ currency: dollars })
    .where('entry_id', '=', idFrom(`charge:${currency.paymentId}`))
    .execute()
  await reconcile()
  await reconcile()
  assert.deepEqual(await kinds(), ['other_amount', 'other_currency'])
  const found = (await open()).find(({ kind }) => kind === 'other_amount')
  assert.deepEqual([found?.facts.ours, found?.facts.theirs, found?.bookingId], [eur(42_399), eur(42_400), amount.bookingId])
})

forEachDatabase(
  'a payment whose every webhook is lost is booked because the provider has its money, though nobody polls it',
  async (t, db) => {
    const { ask, settle, urlOf, loseWebhooks, reconcile, open, found } = await newMoneyWorld(t, db)
    const { paymentId } = await ask()
    await settle()
    loseWebhooks()
    await payByCard(await urlOf(paymentId), goodCard)
    await settle()
    await reconcile()
    assert.equal((await found(paymentId)).state, 'succeeded')
    assert.deepEqual(await open(), [])
  },
)

forEachDatabase(
  'a refund that the bank sends back weeks later is booked, though its webhook is lost and nobody polls it',
  async (t, db) => {
    const { pay, giveBack, settle, loseWebhooks, reconcile, kinds, refundsOf, clock, postings, both } = await newMoneyWorld(t, db)
    const { paymentId, bookingId } = await pay('4000 0000 0000 5126')
    await giveBack(paymentId, eur(42_400))
    await settle()
    loseWebhooks()
    clock.pass(20 * minuteMs)
    await settle()
    assert.deepEqual(
      (await refundsOf(bookingId)).map(({ state }) => state),
      ['succeeded'],
    )
    await reconcile()
    assert.deepEqual(
      (await refundsOf(bookingId)).map(({ state }) => state),
      ['failed'],
    )
    assert.deepEqual(await kinds(), ['refund_failed'], 'somebody must find another way to the guest')
    assert.equal((await postings()).filter((line) => line === `provider:clearing > booking:${bookingId}: 42400 EUR`).length, 2)
    const { ours, theirs } = await both()
    assert.equal(ours, theirs)
  },
)

forEachDatabase('a dispute is booked though every webhook is lost, and its end too', async (t, db) => {
  const { pay, chargeIds, loseWebhooks, reconcile, kinds, sandboxDeps, both, payments } = await newMoneyWorld(t, db)
  await pay()
  loseWebhooks()
  const [chargeId = ''] = await chargeIds()
  const made = await disputeCharge(sandboxDeps, { chargeId, reason: 'fraudulent' })
  assert.ok(made.ok)
  await reconcile()
  assert.deepEqual(await kinds(), ['dispute_open'])
  await decideDispute(sandboxDeps, { disputeId: made.value.id, outcome: 'lost' })
  await payments.poller.runOnce()
  assert.deepEqual(await kinds(), ['dispute_lost'])
  await reconcile()
  const { ours, theirs } = await both()
  assert.deepEqual([ours, theirs], [-661 - 2_000, -661 - 2_000])
})

forEachDatabase('a dispute of which no webhook came is booked even if the provider could not tell of it at first', async (t, db) => {
  const { pay, chargeIds, loseWebhooks, reconcile, kinds, sandboxDeps, both, faults } = await newMoneyWorld(t, db)
  await pay()
  loseWebhooks()
  const [chargeId = ''] = await chargeIds()
  assert.ok((await disputeCharge(sandboxDeps, { chargeId, reason: 'fraudulent' })).ok)
  faults.answer = ({ raw, url }) => void (url.startsWith('/v1/disputes') && raw.socket.destroy())
  await reconcile()
  assert.deepEqual(await kinds(), ['missing_here'], 'the operators know of it in time all the same')
  faults.answer = undefined
  await reconcile()
  assert.deepEqual(await kinds(), ['dispute_open'])
  const { ours, theirs } = await both()
  assert.equal(ours, theirs)
})

forEachDatabase('what an operator has closed stays closed until it changes', async (t, db) => {
  const { moveAlone, reconcile, open, deps, clock } = await newMoneyWorld(t, db)
  await moveAlone(-777)
  await reconcile()
  const [found] = await open()
  assert.ok(found)
  const closing = { caseId: found.id, userId: deps.ids.next() as UserId, note: 'A top-up by hand.' }
  assert.ok((await closeCase(deps, closing)).ok)
  const again = await closeCase(deps, closing)
  assert.deepEqual(again.ok ? '' : again.error.code, 'case_closed')
  clock.pass(16 * minuteMs)
  await reconcile()
  assert.deepEqual(await open(), [])
})

forEachDatabase('the trial balance adds up in each currency, and bookings are one line', async (t, db) => {
  const { pay, reconcile } = await newMoneyWorld(t, db)
  await pay()
  await pay(goodCard, { amount: money(31_000, 'JPY' as Currency) })
  await reconcile()
  const lines = await trialBalance(db)
  const of = (currency: string) => lines.filter((line) => line.currency === currency)
  assert.deepEqual(
    of('EUR').map(({ account: name, debits, credits }) => [name, debits, credits]),
    [
      ['bookings', 0, 42_400],
      ['provider:clearing', 42_400, 661],
      ['provider:fees', 661, 0],
    ],
  )
  for (const currency of ['EUR', 'JPY']) {
    assert.equal(
      of(currency).reduce((sum, { debits, credits }) => sum + debits - credits, 0),
      0,
    )
  }
})
