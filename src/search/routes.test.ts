import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { KyselyPlugin } from 'kysely'
import { forEachDatabase } from '../../test/databases.ts'
import { clock, homes, newApi, newSqlite, now, plan } from '../../test/search-api.ts'
import { writeListing } from '../../test/search-rows.ts'
import { newServer } from '../../test/server.ts'
import { addDays, calendarDate } from '../kernel/calendar-date.ts'
import { dayMs } from '../kernel/clock.ts'
import { searchRoutes } from './routes.ts'
import { newSearch } from './search.ts'

forEachDatabase('a guest who looks for a town and dates sees what is free, what all of it costs, and where', async (t, db) => {
  const [free, taken] = homes(2, { plan, overrides: [], reviewCount: 58, ratingHundredths: 493, beds: 1, bathroomHalves: 3 })
  assert.ok(free && taken)
  await writeListing(db, free, { title: 'The Net Loft' })
  await writeListing(db, { ...taken, units: [[Math.floor(now / dayMs) + 7]] })
  const { answer } = await newApi(t, db)
  const found = await answer({ place: 'singapor', checkIn: '2030-06-07', checkOut: '2030-06-10', adults: 2, children: 1 })
  assert.equal(found.total, 1)
  assert.equal(found.place?.countryName, 'Singapore')
  assert.deepEqual(found.bbox, found.place?.bbox)
  const [result] = found.results
  const total = { minor: 2 * 15_000 + 10_000 + 3_000, currency: 'SGD' }
  assert.deepEqual(result && { ...result, propertyType: '', placeType: '', bedrooms: 0 }, {
    listingId: free.id,
    title: 'The Net Loft',
    summary: 'A light left on',
    photo: null,
    placeType: '',
    propertyType: '',
    town: 'Singapore',
    neighbourhood: 'Kallang',
    capacity: 4,
    bedrooms: 0,
    beds: 1,
    bathrooms: 1.5,
    instantBook: free.instantBook,
    policy: 'flexible',
    freeCancellationUntil: '2030-06-06T07:00:00.000Z',
    zone: 'Asia/Singapore',
    rating: { average: 4.93, count: 58 },
    location: { lat: free.lat, lng: free.lng },
    price: { total, nights: 3, checkIn: '2030-06-07', checkOut: '2030-06-10' },
  })
  const { id, placeType, propertyType, lat, lng } = free
  assert.deepEqual(found.pins, [{ listingId: id, placeType, propertyType, count: 1, lat, lng, total }])
  assert.deepEqual(found.histogram, { currency: 'SGD', from: total.minor, step: 1, counts: [1] })
  assert.deepEqual([found.page, found.nextCursor, found.previousCursor], [{ number: 1, count: 1 }, null, null])
  assert.deepEqual(
    (await answer({ place: 'Singapore' })).results.map(({ price }) => price?.checkIn),
    ['2030-06-01', '2030-06-01'],
    'without dates: the nearest stay',
  )
})

test('what the policy never gives back, the first day after booking still does, if arrival is far off', async (t) => {
  const db = await newSqlite(t)
  const [home] = homes(1)
  assert.ok(home)
  await writeListing(db, home, { policy: 'strict' })
  const { answer } = await newApi(t, db)
  const until = async (checkIn: string) =>
    (await answer({ checkIn, checkOut: addDays(calendarDate(checkIn), 2) })).results[0]?.freeCancellationUntil
  assert.deepEqual([await until('2030-07-07'), await until('2030-06-04')], ['2030-06-02T12:00:00.000Z', null])
})

test('pages lead through everything once, in the order asked, and say where they are', async (t) => {
  const db = await newSqlite(t)
  for (const home of homes(25)) await writeListing(db, home)
  const { answer } = await newApi(t, db)
  for (const sort of ['price', 'rating', 'distance', 'recommended']) {
    const seen: string[] = []
    let page = await answer({ place: 'Kallang', sort, limit: 10 })
    for (;;) {
      seen.push(...page.results.map(({ listingId }) => listingId))
      if (!page.nextCursor) break
      page = await answer({ place: 'Kallang', sort, limit: 10, cursor: page.nextCursor })
    }
    assert.deepEqual([new Set(seen).size, seen.length, page.page], [25, 25, { number: 3, count: 3 }], sort)
  }
})

test('suggestions name places with their homes', async (t) => {
  const db = await newSqlite(t)
  for (const home of homes(3)) await writeListing(db, home)
  const { get } = await newApi(t, db)
  const items = async (query: string) =>
    (await get(`/places?${query}`)).json<{ items: { name: string; kind: string; listings: number }[] }>().items
  assert.deepEqual((await items('q=kall')).map(({ name, kind, listings }) => ({ name, kind, listings }))[0], {
    name: 'Kallang',
    kind: 'neighbourhood',
    listings: 3,
  })
  assert.deepEqual(
    (await items('limit=2')).map(({ name }) => name),
    ['Singapore', 'Kallang'],
  )
  assert.equal((await get('/places?limit=21')).statusCode, 400)
  assert.equal((await get(`/places?q=${'x'.repeat(101)}`)).statusCode, 400)
})

test('a page of fifty with all its pins takes two queries', async (t) => {
  const db = await newSqlite(t)
  for (const home of homes(60)) await writeListing(db, home)
  let queries = 0
  const counter: KyselyPlugin = {
    transformQuery: ({ node }) => node,
    transformResult: async ({ result }) => {
      queries++
      return result
    },
  }
  const { answer } = await newApi(t, db.withPlugin(counter))
  queries = 0
  const { results, pins } = await answer({ limit: 50 })
  assert.deepEqual([results.length, pins.length, queries], [50, 60, 2])
})

test('a home that is taken from view this very moment is in no list; its pin goes when search hears of it', async (t) => {
  const db = await newSqlite(t)
  const [gone, there] = homes(2)
  assert.ok(gone && there)
  for (const home of [gone, there]) await writeListing(db, home)
  const { answer } = await newApi(t, db)
  await db.updateTable('listing').set({ state: 'paused' }).where('id', '=', gone.id).execute()
  const { results, pins } = await answer()
  const idsOf = (list: readonly { listingId: string | null }[]) => list.map(({ listingId }) => listingId)
  assert.deepEqual(idsOf(results), [there.id])
  assert.deepEqual(new Set(idsOf(pins)), new Set([gone.id, there.id]))
})

test('until everything has been read search says so', async (t) => {
  const db = await newSqlite(t)
  const search = newSearch({ db, clock })
  const { app } = await newServer((server) => searchRoutes(server, { db, clock, search }))
  t.after(async () => app.close())
  const reply = await app.inject({ url: '/search' })
  assert.deepEqual([reply.statusCode, reply.json<{ code: string }>().code], [503, 'search_starting'])
  assert.ok(reply.headers['retry-after'])
})

test('a map is told the names in its box, and a browser that has them is told so', async (t) => {
  const db = await newSqlite(t)
  const [home] = homes(1)
  assert.ok(home)
  await writeListing(db, home)
  const { get } = await newApi(t, db)
  const reply = await get('/places/on-map?bbox=103.6,1.1,104.1,1.5&limit=30')
  assert.equal(reply.statusCode, 200, reply.body)
  const { items } = reply.json<{ items: { name: string; lat: number }[] }>()
  assert.ok(items.length <= 30)
  assert.equal(items[0]?.name, 'Singapore')
  assert.ok(items.some(({ name }) => name === 'Kallang'))
  assert.equal(reply.headers['cache-control'], 'public, max-age=3600')
  const etag = String(reply.headers.etag)
  const again = await get('/places/on-map?bbox=103.6,1.1,104.1,1.5&limit=30', { 'if-none-match': `"x", W/${etag}` })
  assert.deepEqual([again.statusCode, again.body, again.headers.etag], [304, '', etag])
  const others = await get('/places/on-map?bbox=4,51,5,52', { 'if-none-match': etag })
  assert.equal(others.statusCode, 200)
  for (const [bbox, code] of [
    ['1,2,3', 'invalid_request'],
    ['0,50,1,40', 'bad_bbox'],
    ['0,-91,1,40', 'bad_bbox'],
  ] as const) {
    const bad = await get(`/places/on-map?bbox=${bbox}`)
    assert.deepEqual([bad.statusCode, bad.json<{ code: string }>().code], [400, code], bbox)
  }
})
