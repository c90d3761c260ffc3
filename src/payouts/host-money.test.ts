import assert from 'node:assert/strict'
import { inEachTown } from '../../test/desk-world.ts'
import { banks, onboard } from '../../test/onboarding.ts'
import type { World } from '../../test/world.ts'

type Money = { minor: number; currency: string }
type Account = { standing: string; country: string | null; requirements: { topic: string; waitsFor: string; isOverdue: boolean }[] }
type Line = { kind: string; owed: Money; carried: Money; account: Money; fee: Money; stay: { title: string; guest: string } | null }
type Currency = Record<'owed' | 'carried' | 'account', { opening: Money; closing: Money }> & { currency: string; lines: Line[] }
type Statement = { month: string; currencies: Currency[]; payouts: { state: string; amount: Money; failure: string | null }[] }

const owed = 32_786

function desk({ as, ana, settle }: World) {
  const account = async () => (await as(ana).get('/me/host/payout-account')).json<Account>()
  const connect = async (bank: string = banks.pays) => {
    const reply = await as(ana).post('/me/host/payout-account', { country: 'PT' })
    assert.equal(reply.statusCode, 200, reply.payload)
    const back = await onboard(reply.json<{ url: string }>().url, bank)
    await settle()
    return back
  }
  /** Whose lines make each balance of it, to the cent. */
  const statement = async (month: string) => {
    const found = (await as(ana).get(`/me/host/statement?month=${month}`)).json<Statement>()
    for (const each of found.currencies) {
      for (const column of ['owed', 'carried', 'account'] as const) {
        const moved = each.lines.reduce((sum, line) => sum + line[column].minor, 0)
        assert.equal(each[column].opening.minor + moved, each[column].closing.minor, `${month} ${column}`)
      }
    }
    return found
  }
  return { account, connect, statement }
}

const tripDates = { checkIn: '2030-07-10', checkOut: '2030-07-13' }

inEachTown('from the first question to the bank: what a guest paid arrives, and every page of it adds up', async (world) => {
  const { as, ben, lakeside, confirmed, clock, settle, balance, ana } = world
  const { account, connect, statement } = desk(world)
  assert.deepEqual(await account(), { standing: 'none', country: null, requirements: [], checkedAt: null })
  assert.equal(new URL(await connect()).search, '?account=returned')
  assert.equal((await account()).standing, 'ready', 'the webhook has told')

  await confirmed(ben, { listingId: lakeside, ...tripDates })
  const june = await statement('2030-06')
  assert.deepEqual(
    june.currencies[0]?.lines.map(({ kind, owed: of, fee, stay }) => [kind, of.minor, fee.minor, stay?.guest]),
    [['earned', owed, 1_014, 'Ben']],
  )
  clock.set('2030-07-13T09:00:00Z')
  await settle()
  assert.equal((await balance(`host:${ana.hostId}`)).minor, 0)
  assert.equal((await balance(`connected:${ana.hostId}`)).minor, owed)
  clock.set('2030-07-14T09:00:00Z')
  await settle()
  assert.equal((await statement('2030-07')).payouts[0]?.state, 'in_transit')
  clock.set('2030-07-15T09:00:00Z')
  await settle()
  const july = await statement('2030-07')
  assert.deepEqual(
    july.currencies[0]?.lines.map(({ kind }) => kind),
    ['transfer', 'bank_payout'],
  )
  assert.deepEqual(
    july.payouts.map(({ state, amount }) => [state, amount.minor]),
    [['paid', owed]],
  )
  assert.equal((await balance(`connected:${ana.hostId}`)).minor, 0)
  assert.deepEqual((await statement('2030-08')).currencies[0]?.lines, [])
  assert.equal((await as(ana).get('/me/host/statement?month=2030-13')).statusCode, 400)
})

inEachTown('a provider that asks for more later stops what is not sent yet, and goes on when it is told', async (world) => {
  const { ben, lakeside, confirmed, clock, settle, balance, ana, as } = world
  const { account, connect } = desk(world)
  await connect(banks.asksLater)
  await confirmed(ben, { listingId: lakeside, ...tripDates })
  await confirmed(ben, { listingId: lakeside, checkIn: '2030-07-20', checkOut: '2030-07-23' })
  clock.set('2030-07-13T09:00:00Z')
  await settle()
  const { standing, requirements } = await account()
  assert.equal(standing, 'needed')
  assert.deepEqual(requirements, [{ topic: 'document', waitsFor: 'host', isWrong: false, isOverdue: true }])
  clock.set('2030-08-01T09:00:00Z')
  await settle()
  assert.equal((await balance(`host:${ana.hostId}`)).minor, owed, 'the second stay waits')
  const link = await as(ana).post('/me/host/payout-account', {})
  const reply = await fetch(link.json<{ url: string }>().url, {
    method: 'POST',
    body: new URLSearchParams({ document: 'yes' }),
    redirect: 'manual',
  })
  assert.equal(reply.status, 303)
  await settle()
  assert.equal((await account()).standing, 'ready')
  assert.equal((await balance(`host:${ana.hostId}`)).minor, 0)
})

inEachTown('a bank that sends money back is told plainly, and the money is there again', async (world) => {
  const { ben, lakeside, confirmed, clock, settle, balance, ana } = world
  const { connect, statement } = desk(world)
  await connect(banks.fails)
  await confirmed(ben, { listingId: lakeside, ...tripDates })
  for (const at of ['2030-07-13T09:00:00Z', '2030-07-14T09:00:00Z', '2030-07-15T09:00:00Z']) {
    clock.set(at)
    await settle()
  }
  const { payouts, currencies } = await statement('2030-07')
  assert.deepEqual([payouts[0]?.state, payouts[0]?.failure], ['failed', 'account_closed'])
  assert.deepEqual(
    currencies[0]?.lines.map(({ kind, account }) => [kind, account.minor]),
    [
      ['transfer', owed],
      ['bank_payout', -owed],
      ['bank_payout_back', owed],
    ],
  )
  assert.equal((await balance(`connected:${ana.hostId}`)).minor, owed)
})

inEachTown('an account is its host’s alone, and a country is asked for once', async (world) => {
  const { as, ana, ben, newHost } = world
  assert.deepEqual((await as(ana).post('/me/host/payout-account', {})).json<{ code: string }>().code, 'country_missing')
  assert.equal((await as(ben).get('/me/host/statement')).statusCode, 403)
  assert.equal((await as(null).get('/me/host/payout-account')).statusCode, 401)
  const { connect } = desk(world)
  await connect()
  const other = await newHost('Eva')
  const seen = (await as(other).get('/me/host/payout-account')).json<Account>()
  assert.deepEqual([seen.standing, seen.country], ['none', null])
  assert.deepEqual((await as(other).get('/me/host/statement?month=2030-06')).json<Statement>().currencies, [])
  const again = await as(ana).post('/me/host/payout-account', { country: 'DE' })
  assert.equal(again.statusCode, 200)
  assert.equal((await as(ana).get('/me/host/payout-account')).json<Account>().country, 'PT')
})

inEachTown('webhooks about accounts: only signed ones, each once, and those about others change nothing', async (world) => {
  const { app, db, settle } = world
  const { connect } = desk(world)
  await connect()
  const before = await db.selectFrom('connect_event').selectAll().execute()
  assert.ok(before.length >= 2 && before.every(({ handled_at: at }) => at !== null))
  const post = async (body: string, signature: string) =>
    app.server.inject({
      method: 'POST',
      url: '/api/v1/webhooks/stripe/payouts',
      headers: { 'content-type': 'application/json', 'stripe-signature': signature },
      payload: body,
    })
  assert.equal((await post(before[0]?.body ?? '', 't=1,v1=00')).statusCode, 400)
  const events = await db.selectFrom('sandbox_object').selectAll().where('kind', '=', 'connect_event').execute()
  // Told again, in the other order, after all is done.
  for (const event of events.toReversed()) {
    const record = JSON.parse(event.body) as Record<string, unknown>
    await db
      .updateTable('sandbox_object')
      .set({ body: JSON.stringify({ ...record, delivery: 'due' }) })
      .where('id', '=', event.id)
      .execute()
    await db
      .insertInto('job')
      .values({
        id: app.deps.ids.next(),
        kind: 'sandbox.deliver_connect',
        payload: JSON.stringify({ eventId: event.id }),
        state: 'ready',
        run_at: app.deps.clock.now(),
        attempts: 0,
        lease: null,
        lease_until: 0 as never,
        last_error: null,
        created_at: app.deps.clock.now(),
        ended_at: null,
      })
      .execute()
  }
  await settle()
  assert.deepEqual((await db.selectFrom('connect_event').selectAll().execute()).length, before.length)
})
