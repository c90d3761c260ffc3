import assert from 'node:assert/strict'
import { forEachDatabase } from '../../test/databases.ts'
import { newMarket, type Market, type Person } from '../../test/market.ts'
import { until } from '../../test/until.ts'
import { addDays, calendarDate } from '../kernel/calendar-date.ts'
import type { Db } from '../platform/db.ts'

const first = addDays(calendarDate(new Date().toISOString().slice(0, 10)), 60)
const stay = { checkIn: first, checkOut: addDays(first, 3), adults: 2 }

forEachDatabase('who comes after all nights are taken is told so, and nothing is written for them', async (_, db, url) => {
  const market = await newMarket({ databaseUrl: url })
  try {
    await told(market, db)
  } finally {
    await market.stop()
  }
})

async function told(market: Market, db: Db): Promise<void> {
  const inn = await market.newListing({ title: 'The Inn' }, 2)
  const quote = await market.ana.call('POST', '/api/v1/quotes', { ...stay, listingId: inn })
  const book = (guest: Person, key: string, over: object = {}) =>
    guest.call('POST', '/api/v1/bookings', { ...stay, listingId: inn, expectedTotal: quote.body.total, ...over }, key)
  const [one, two, three] = await Promise.all(['One', 'Two', 'Three'].map(market.newPerson))
  assert.ok(one && two && three)
  const keysOf = async ({ userId }: Person) =>
    (await db.selectFrom('idempotency_key').select('key').where('actor', '=', userId).execute()).length

  const won = await book(one, 'first')
  assert.equal(won.status, 201, JSON.stringify(won.body))
  assert.equal(
    (await book(two, 'second', { checkOut: addDays(first, 1), expectedTotal: { minor: 1, currency: 'EUR' } })).body.code,
    'price_changed',
  )
  const also = await book(two, 'third')
  assert.equal(also.status, 201, 'one unit was left')

  const late = await book(three, 'late')
  assert.deepEqual([late.status, late.body.code], [409, 'nights_taken'])
  assert.equal(await keysOf(three), 0, 'nothing is kept of a refusal that thousands may meet')
  const reaching = await book(three, 'reaching', { checkIn: addDays(first, 2), checkOut: addDays(first, 5) })
  assert.deepEqual([reaching.status, reaching.body.code], [409, 'nights_taken'], 'one night of a stay is enough')

  // Their own nights keep nobody from hearing again what they were told.
  assert.deepEqual((await book(one, 'first')).body.id, won.body.id)
  assert.deepEqual([(await book(one, 'first', { adults: 1 })).status], [422], 'the key is of another stay')
  await db.updateTable('listing').set({ state: 'paused' }).where('id', '=', inn).execute()
  const resting = await book(three, 'resting')
  assert.deepEqual(
    [resting.status, resting.body.code],
    [404, 'listing_not_found'],
    'strangers are not told what is taken of what they may not see',
  )
  await db.updateTable('listing').set({ state: 'published' }).where('id', '=', inn).execute()
  const nowhere = await book(three, 'nowhere', { listingId: market.deps.ids.next<'listing'>() })
  assert.deepEqual([nowhere.status, nowhere.body.code], [404, 'listing_not_found'])

  const left = await two.call('POST', `/api/v1/bookings/${also.body.id}/cancellation`, {}, 'leave')
  assert.equal(left.status, 200, JSON.stringify(left.body))
  // The nights are free once nobody can pay for them any more.
  await until(async () => (await book(three, 'late')).status === 201, { msMax: 20_000, pauseMs: 50, what: 'the same key holds the nights' })
}
