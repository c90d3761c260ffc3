import assert from 'node:assert/strict'
import { test } from 'node:test'
import { databases } from '../../test/databases.ts'
import { newWorld, type World } from '../../test/world.ts'
import { secondMs } from '../kernel/clock.ts'
import type { BookingId } from '../kernel/ids.ts'
import type { Money } from '../kernel/money.ts'
import { account } from '../ledger/accounts.ts'
import { moneyOfBookings } from '../ledger/booking-money.ts'
import { isDisputed } from '../payments/disputes/is-disputed.ts'
import { decideDispute, disputeCharge } from '../payments/sandbox/dispute-charge.ts'
import type { Mail } from '../platform/mail.ts'

function onEachWorld(title: string, run: (world: World) => Promise<void>): void {
  for (const database of databases()) {
    test(`${title} [${database.name}]`, { skip: database.skip }, async (t) => {
      const world = await newWorld({ database })
      t.after(world.stop)
      await run(world)
    })
  }
}

type Case = { id: string; kind: string; bookingId: string | null; amount: Money | null; closedBy: string | null; note: string }

/** Ben has paid 351.52 for three nights at Ana's, and his bank disputes it. */
async function disputed(world: World) {
  const { app, db, ben, ana, otto, lakeside, clock, settle } = world
  const made = await world.confirmed(ben, { listingId: lakeside, checkIn: '2030-07-01', checkOut: '2030-07-04' })
  await app.reconciler.runOnce()
  const { id: chargeId } = await db.selectFrom('sandbox_object').select('id').where('kind', '=', 'charge').executeTakeFirstOrThrow()
  clock.pass(secondMs)
  const dispute = await disputeCharge(app.sandbox, { chargeId, reason: 'fraudulent' })
  assert.ok(dispute.ok)
  await settle()
  const bookingId = made.id as BookingId
  const { hostId } = ana
  assert.ok(hostId)
  return {
    bookingId,
    decide: async (outcome: 'won' | 'lost') => {
      clock.pass(secondMs)
      assert.ok((await decideDispute(app.sandbox, { disputeId: dispute.value.id, outcome })).ok)
      await settle()
      await app.reconciler.runOnce()
      await settle()
    },
    cases: async (state = 'open') => (await world.as(otto).get(`/operator/money/cases?state=${state}`)).json<{ items: Case[] }>().items,
    minor: async (name: string) => (await world.balance(name)).minor,
    money: async () => (await moneyOfBookings(db, hostId, [bookingId])).get(bookingId),
  }
}

onEachWorld('a disputed payment is with the bank: its host is not paid of it, and an operator hears of it', async (world) => {
  const { bookingId, cases, minor } = await disputed(world)
  assert.equal(await isDisputed(world.db, bookingId), true)
  assert.deepEqual(
    (await cases()).map(({ kind, bookingId: about, amount }) => [kind, about, amount?.minor]),
    [['dispute_open', bookingId, 35_152]],
  )
  assert.equal(await minor(account.disputes), -35_152)
  assert.equal((await world.as(world.ben).get('/operator/money/cases')).statusCode, 403)
  assert.equal((await world.as(null).get('/operator/money/cases')).statusCode, 401)
})

onEachWorld('a dispute that is won leaves everybody what they had, less the bank’s fee', async (world) => {
  const before = await disputed(world)
  const owed = await before.money()
  await before.decide('won')
  assert.equal(await isDisputed(world.db, before.bookingId), false)
  assert.deepEqual(await before.money(), owed)
  assert.equal(await before.minor(account.disputes), 0)
  assert.equal(await before.minor(account.providerFees), -552 - 2_000)
  assert.deepEqual(await before.cases(), [])
  assert.deepEqual(
    (await before.cases('closed')).map(({ kind, closedBy }) => [kind, closedBy]),
    [['dispute_open', 'itself']],
  )
})

onEachWorld('a dispute that is lost is given back by all who had a part, to the cent, and an operator closes its case', async (world) => {
  const { decide, money, minor, cases, bookingId } = await disputed(world)
  await decide('lost')
  assert.deepEqual(await money(), { charged: 35_152, refunded: 35_152, guestFees: 0, hostFees: 0, tax: 0, host: 0, goodwill: 0, held: 0 })
  assert.equal(await minor(account.disputes), 0)
  assert.equal(await minor(account.booking(bookingId)), 0)
  assert.equal(await minor(account.disputesLost), 0)
  assert.equal(await isDisputed(world.db, bookingId), false)
  const [lost, ...more] = await cases()
  assert.ok(lost?.kind === 'dispute_lost' && more.length === 0)

  const { as, otto } = world
  const path = `/operator/money/cases/${lost.id}/closure`
  assert.equal((await as(otto).post(path, { note: ' ' })).statusCode, 400)
  const closed = await as(otto).post(path, { note: 'The guest never came.' })
  assert.deepEqual([closed.json<Case>().closedBy, closed.json<Case>().note], ['operator', 'The guest never came.'])
  assert.equal((await as(otto).post(path, { note: 'Again.' })).json<{ code: string }>().code, 'case_closed')
  assert.deepEqual(await cases(), [])
})

onEachWorld('guest and host are told what their bank does, and what it decides', async (world) => {
  const { decide } = await disputed(world)
  await decide('lost')
  const mails = (await world.db.selectFrom('mail').select(['recipient', 'subject']).execute()).map((mail) => ({
    to: mail.recipient,
    subject: mail.subject,
  }))
  const waiting = (
    await world.db.selectFrom('job').select('payload').where('kind', '=', 'mail.send').where('state', '=', 'ready').execute()
  ).map(({ payload }) => JSON.parse(payload) as Mail)
  const about = [...mails, ...waiting].map(({ to, subject }) => `${to.split('@')[0]}: ${subject.split(':')[0]}`)
  for (const line of [
    `${world.ben.email.split('@')[0]}: Your bank is taking back a payment`,
    `${world.ana.email.split('@')[0]}: A payment is disputed`,
    `${world.otto.email.split('@')[0]}: A bank disputes a payment`,
    `${world.ben.email.split('@')[0]}: Your bank has decided`,
    `${world.ana.email.split('@')[0]}: The payment was taken back for good`,
    `${world.otto.email.split('@')[0]}: Dispute lost`,
  ])
    assert.ok(about.includes(line), `${line} is missing in ${about.join('; ')}`)
})

onEachWorld('the trial balance adds up, and the provider holds what the ledger says', async (world) => {
  const { decide } = await disputed(world)
  await decide('lost')
  type Balance = { totals: { addsUp: boolean; held: Money; heldThere: Money; currency: string }[]; lines: { account: string }[] }
  const { totals, lines } = (await world.as(world.otto).get('/operator/money/trial-balance')).json<Balance>()
  const eur = totals.find(({ currency }) => currency === 'EUR')
  assert.ok(eur?.addsUp)
  assert.deepEqual([eur.held.minor, eur.heldThere.minor], [-552 - 2_000, -552 - 2_000])
  assert.ok(lines.some(({ account: name }) => name === 'provider:fees'))
})

onEachWorld('what a bank has taken back for good is not given back again, by whoever calls the booking off', async (world) => {
  const { as, ben, otto, settle } = world
  const { decide, bookingId, minor, money } = await disputed(world)
  await decide('lost')
  type Seen = { leftTotal: Money; shares: Record<string, Money>; history: { what: string; amount: Money | null }[] }
  const seen = async () => (await as(otto).get(`/operator/bookings/${bookingId}`)).json<Seen>()
  const { leftTotal, shares, history } = await seen()
  assert.equal(leftTotal.minor, 0)
  assert.deepEqual(
    Object.values(shares).map((share) => share.minor + 0),
    [0, 0, 0, 0, 0],
  )
  assert.deepEqual(
    history.filter(({ what }) => what === 'disputed').map(({ amount }) => amount?.minor),
    [35_152],
  )
  const again = await as(otto).post(`/operator/bookings/${bookingId}/refunds`, { reason: 'Sorry.', refund: { kind: 'all' } }, 'again')
  assert.equal(again.json<{ code: string }>().code, 'nothing_to_refund')
  const held = await minor(account.provider)
  const off = await as(ben).post(`/bookings/${bookingId}/cancellation`, {}, 'off')
  assert.deepEqual([off.statusCode, off.json<{ refund: Money }>().refund.minor], [200, 0])
  await settle()
  assert.equal(await minor(account.provider), held)
  assert.equal((await money())?.refunded, 35_152)
})
