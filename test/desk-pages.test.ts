import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openCase } from '../src/payments/cases/open-case.ts'
import { write } from '../src/platform/db.ts'
import { newMarket, signedToken, type Market, type Person } from './market.ts'

let market: Market
let otto: Person

before(async () => {
  market = await newMarket({ site: true })
  otto = await market.newOperator()
})
after(() => market?.stop())

const cookieOf = (person: Person) => `sojourn.session_token=${signedToken(person.token)}`
const page = async (person: Person, path: string) => (await fetch(market.origin() + path, { headers: { cookie: cookieOf(person) } })).text()
const post = (person: Person, path: string, fields: Record<string, string>) =>
  fetch(market.origin() + path, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie: cookieOf(person), origin: market.origin(), accept: 'text/html' },
    body: new URLSearchParams(fields),
  })
/** Where the desk's navigation says that the reader is. */
const current = (html: string) => /<nav class="desk[^]*?<\/nav>/.exec(html)?.[0].match(/<a href="[^"]+"(?= aria-current="page")/g) ?? []

test('every page of a desk is marked in its navigation', async () => {
  assert.deepEqual(current(await page(otto, '/operator/money/trial-balance')), ['<a href="/operator/money/cases"'])
  assert.deepEqual(current(await page(otto, '/operator/money/cases')), ['<a href="/operator/money/cases"'])
  assert.deepEqual(current(await page(otto, '/operator')), ['<a href="/operator"'])
  assert.deepEqual(current(await page(market.ana, '/host/bookings/new')), ['<a href="/host/reservations"'])
})

test('a case that is closed sends the reader on, and one that somebody else has closed says so', async () => {
  const { db } = market.deps
  await write(db, (tx) => openCase(tx, market.deps, { about: 'test', kind: 'dead_job', bookingId: null, facts: { reference: 'x' } }))
  const { id } = await db.selectFrom('money_case').select('id').where('about', '=', 'test').executeTakeFirstOrThrow()
  const close = () => post(otto, '/operator/money/cases?/close', { id, note: 'Looked into.' })
  const first = await close()
  assert.deepEqual([first.status, first.headers.get('location')], [303, '/operator/money/cases?done'])
  assert.match(await page(otto, '/operator/money/cases?done'), /The case is closed\./)
  const second = await close()
  assert.equal(second.status, 409)
  assert.match(await second.text(), /Somebody else has closed this case/)
})

test('a host of many homes may give away nights of each of them', async () => {
  for (let made = 0; made < 50; made++) await market.newListing({ title: `Home ${made}` })
  const html = await page(market.ana, '/host/bookings/new')
  const listings = await market.deps.db.selectFrom('listing').select('id').where('host_id', '=', market.hostId).execute()
  assert.ok(listings.length > 50)
  assert.deepEqual(
    listings.filter(({ id }) => !html.includes(id)),
    [],
  )
})
