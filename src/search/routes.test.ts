import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { sql, type KyselyPlugin } from 'kysely'
import type { z } from 'zod'
import { databases, forEachDatabase } from '../../test/databases.ts'
import { newDice } from '../../test/dice.ts'
import { hostileStrings } from '../../test/hostile-strings.ts'
import { writeListing } from '../../test/search-rows.ts'
import { newSearchWorld, type SearchWorld } from '../../test/search-world.ts'
import { newServer } from '../../test/server.ts'
import { addDays, calendarDate, fromDayNumber } from '../kernel/calendar-date.ts'
import { dayMs, instant } from '../kernel/clock.ts'
import type { Currency } from '../kernel/money.ts'
import { wallTime, type Zone } from '../kernel/zone.ts'
import { presetPolicy } from '../listings/cancellation-policy.ts'
import { openDatabase, type Db } from '../platform/db.ts'
import { newLogger } from '../platform/telemetry.ts'
import { searchRoutes } from './routes.ts'
import type { SearchListing } from './rows.ts'
import { newSearch } from './search.ts'
import type { searchWire } from './wire.ts'

const now = instant('2030-06-01T12:00:00Z')
const today = fromDayNumber(Math.floor(now / dayMs))
const clock = { now: () => now }
type Answer = z.output<typeof searchWire>

/** The API over `db`, as it is when it is called. */
async function newApi(t: TestContext, db: Db) {
  const search = newSearch({ db, clock }, { log: newLogger({ level: 'silent' }) })
  await search.start()
  const { app } = await newServer((server) => searchRoutes(server, { db, clock, search }))
  t.after(async () => {
    await search.stop()
    await app.close()
  })
  const get = async (url: string, headers: Record<string, string> = {}) => app.inject({ url, headers })
  const ask = async (query: Record<string, string | number>) => get(`/search?${searchParams(query)}`)
  const answer = async (query: Record<string, string | number> = {}): Promise<Answer> => {
    const reply = await ask(query)
    assert.equal(reply.statusCode, 200, reply.body)
    return reply.json<Answer>()
  }
  return { get, ask, answer, search }
}

const searchParams = (query: Record<string, string | number>) =>
  new URLSearchParams(Object.fromEntries(Object.entries(query).map(([key, value]) => [key, String(value)])))

/** A database of its own for a test that needs no second kind. */
async function newSqlite(t: TestContext): Promise<Db> {
  const made = await databases()[0]?.openMigrated()
  assert.ok(made)
  const db = openDatabase(made.url)
  t.after(async () => {
    await db.destroy()
    await made.drop()
  })
  return db
}

const open = {
  capacity: 4,
  petsMax: 0,
  nightsMin: 1,
  nightsMax: 30,
  units: [[]],
  zone: 'Asia/Singapore' as Zone,
  currency: 'SGD' as Currency,
}

function homes(count: number, over: Partial<SearchListing> = {}): SearchListing[] {
  const world: SearchWorld = newSearchWorld(77)
  return Array.from({ length: count }, (_, i) => ({
    ...world.fresh(),
    checkInFrom: wallTime('15:00'),
    policy: presetPolicy('flexible'),
    instantBook: true,
    stayRules: [],
    ...open,
    lat: 1.3 + i / 1000,
    lng: 103.85,
    country: 'SG',
    region: null,
    town: 'Singapore',
    neighbourhood: 'Kallang',
    ...over,
  }))
}

const plan = {
  baseMinor: 10_000,
  weekendMinor: 15_000,
  weeklyDiscountBp: 0,
  monthlyDiscountBp: 0,
  cleaningMinor: 3_000,
  guestsIncluded: 4,
  extraGuestMinor: 0,
  petMinor: 0,
}

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
  assert.deepEqual(found.pins, [{ listingId: free.id, title: 'The Net Loft', count: 1, lat: free.lat, lng: free.lng, total }])
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

/** Every way to ask where something is: shrinking boxes, distances from every side, pins, places, price by price. */
function probes(listings: readonly SearchListing[]): string[] {
  const dice = newDice(9)
  const around = listings.flatMap(({ lat, lng }) =>
    [0.02, 0.004, 0.002, 0.001, 0.0001, 0].flatMap((size) => {
      const [y, x] = [lat + (dice.share() - 0.5) * Math.min(0.006, size), lng + (dice.share() - 0.5) * Math.min(0.006, size)]
      return ['distance', 'recommended'].map(
        (sort) => `/search?bbox=${[x - size, y - size, x + size, y + size].map((side) => side.toFixed(6)).join(',')}&sort=${sort}`,
      )
    }),
  )
  const named = ['Singapore', 'Kallang'].flatMap((place) => [
    `/search?place=${place}&sort=distance&limit=50`,
    `/search?place=${place}`,
    `/places?q=${place}`,
  ])
  return [...around, ...named, '/search?limit=50', '/places', '/places?q=7%20Rope%20Lane', '/search?place=7%20Rope%20Lane']
}

forEachDatabase('nothing that search answers depends on where a door is', async (t, db) => {
  const listings = homes(12)
  const answers: string[][] = []
  for (const shift of [0.002, -0.0019, 45]) {
    for (const each of listings)
      await writeListing(db, each, { lat: each.lat + shift, lng: each.lng - shift, address: `${shift} Rope Lane` })
    const { get } = await newApi(t, db)
    const replies = await Promise.all(probes(listings).map(async (url) => get(url)))
    assert.ok(replies.every(({ statusCode }) => statusCode === 200))
    answers.push(replies.map(({ body }) => body))
  }
  const [first, second, third] = answers
  assert.deepEqual(second, first)
  assert.deepEqual(third, first)
  assert.ok(
    first?.some((body) => body.includes('"total":1,')),
    'the boxes get small enough to single a home out',
  )
})

forEachDatabase('search cannot tell what it never reads: it works without the columns that say where a door is', async (t, db) => {
  const listings = homes(12)
  for (const each of listings) await writeListing(db, each)
  const before = await newApi(t, db)
  const expected = await Promise.all(probes(listings).map(async (url) => (await before.get(url)).body))
  for (const column of ['lat', 'lng', 'address']) await sql`alter table listing drop column ${sql.ref(column)}`.execute(db)
  const { get } = await newApi(t, db)
  assert.deepEqual(await Promise.all(probes(listings).map(async (url) => (await get(url)).body)), expected)
})

test('a wrong question is told what is wrong with it', async (t) => {
  const db = await newSqlite(t)
  for (const [index, home] of homes(3).entries()) await writeListing(db, index === 0 ? { ...home, currency: 'EUR' as Currency } : home)
  const { ask, answer } = await newApi(t, db)
  const dates = (from: number, until: number) => ({ checkIn: addDays(today, from), checkOut: addDays(today, until) })
  const wrong: [Record<string, string | number>, string][] = [
    [{ bbox: '103,2,104,1' }, 'bad_bbox'],
    [{ bbox: '103,-91,104,1' }, 'bad_bbox'],
    [{ bbox: '-999,1,104,2' }, 'bad_bbox'],
    [{ bbox: '1,2,3' }, 'invalid_request'],
    [{ bbox: '1,2,3,4,5' }, 'invalid_request'],
    [{ bbox: '1e3,2,3,NaN' }, 'invalid_request'],
    [{ bbox: '' }, 'invalid_request'],
    [{ checkIn: '2030-06-10' }, 'dates_incomplete'],
    [{ checkOut: '2030-06-10' }, 'dates_incomplete'],
    [{ checkIn: '2030-02-30', checkOut: '2030-03-02' }, 'invalid_request'],
    [{ checkIn: '2030-06-10', checkOut: '10 June' }, 'invalid_request'],
    [dates(10, 10), 'stay_empty'],
    [dates(10, 5), 'stay_empty'],
    [dates(10, 376), 'stay_too_long'],
    [dates(-2, 5), 'dates_past'],
    [dates(700, 769), 'dates_too_far'],
    [{ adults: 0 }, 'invalid_request'],
    [{ adults: 51 }, 'invalid_request'],
    [{ adults: 1.5 }, 'invalid_request'],
    [{ pets: -1 }, 'invalid_request'],
    [{ limit: 0 }, 'invalid_request'],
    [{ limit: 51 }, 'invalid_request'],
    [{ sort: 'cheapest' }, 'invalid_request'],
    [{ sort: 'distance' }, 'distance_needs_place'],
    [{ cursor: 'x' }, 'bad_cursor'],
    [{ cursor: 'x'.repeat(201) }, 'invalid_request'],
    [{ currency: 'XYZ' }, 'invalid_request'],
    [{ priceMax: 100 }, 'currency_needed'],
    [{ priceMin: -1 }, 'invalid_request'],
    [{ amenities: 'a,'.repeat(251) }, 'invalid_request'],
    [{ place: 'x'.repeat(101) }, 'invalid_request'],
    [{ instantBook: 'perhaps' }, 'invalid_request'],
  ]
  for (const [query, code] of wrong) {
    const reply = await ask(query)
    assert.deepEqual([reply.statusCode, reply.json<{ code: string }>().code], [400, code], JSON.stringify(query))
    assert.match(String(reply.headers['content-type']), /^application\/problem\+json/)
  }
  assert.deepEqual((await ask({ priceMax: 100 })).json<{ currencies: string[] }>().currencies, ['EUR', 'SGD'])
  const unknown = await answer({ place: 'Constantinpole-upon-Nowhere' })
  assert.deepEqual([unknown.total, unknown.place, unknown.bbox, unknown.results], [0, null, null, []])
  assert.equal((await answer({ place: '  ' })).total, 3, 'no place is no wish')
  assert.equal((await answer({ bbox: '170,-10,-170,10' })).total, 0)
  assert.equal((await answer({ bbox: '103,1,-170,2', place: 'nowhere at all' })).total, 3, 'across the date line; a box needs no place')
  const elsewhere = await answer({ bbox: '4,51,5,52', place: 'Singapore' })
  assert.deepEqual([elsewhere.total, elsewhere.bbox, elsewhere.place?.name], [0, [4, 51, 5, 52], 'Singapore'], 'the box wins')
  assert.equal((await answer({ amenities: 'no_such_thing' })).total, 0)
  assert.equal((await answer({ instantBook: 'false' })).total, 3)
})

test('no text, however hostile, gets anything but an answer or a clear no', async (t) => {
  const db = await newSqlite(t)
  for (const home of homes(2)) await writeListing(db, home)
  const { ask, get } = await newApi(t, db)
  const fields = [
    'place',
    'cursor',
    'amenities',
    'placeType',
    'propertyType',
    'bbox',
    'checkIn',
    'currency',
    'sort',
    'adults',
    'instantBook',
  ]
  for (const [index, text] of hostileStrings().entries()) {
    for (const field of ['place', fields[index % fields.length] ?? '']) {
      const reply = await ask({ [field]: text.slice(0, 2_000) })
      assert.ok(reply.statusCode === 200 || reply.statusCode === 400, `${field}=${JSON.stringify(text)}: ${reply.body}`)
    }
    const typed = await get(`/places?q=${encodeURIComponent(text.slice(0, 7).toWellFormed())}`)
    assert.equal(typed.statusCode, 200, typed.body)
  }
  const { nextCursor } = (await ask({ limit: 1 })).json<Answer>()
  for (let at = 0; at < (nextCursor ?? '').length; at++) {
    const bent = `${nextCursor?.slice(0, at)}~${nextCursor?.slice(at + 1)}`
    assert.ok([200, 400].includes((await ask({ limit: 1, cursor: bent })).statusCode))
  }
  assert.equal((await get('/search?place=a&place=b')).statusCode, 400)
})

test('a page of fifty with all its pins takes three queries', async (t) => {
  const db = await newSqlite(t)
  for (const home of homes(60)) await writeListing(db, home)
  let queries = 0
  const counter: KyselyPlugin = {
    transformQuery: ({ node }) => {
      queries++
      return node
    },
    transformResult: async ({ result }) => result,
  }
  const { answer } = await newApi(t, db.withPlugin(counter))
  queries = 0
  const { results, pins } = await answer({ limit: 50 })
  assert.deepEqual([results.length, pins.length, queries], [50, 60, 3])
})

test('a home that is taken from view this very moment is not shown', async (t) => {
  const db = await newSqlite(t)
  const [gone, there] = homes(2)
  assert.ok(gone && there)
  for (const home of [gone, there]) await writeListing(db, home)
  const { answer } = await newApi(t, db)
  await db.updateTable('listing').set({ state: 'paused' }).where('id', '=', gone.id).execute()
  const { results, pins } = await answer()
  assert.deepEqual(
    [results, pins].map((list) => list.map(({ listingId }) => listingId)),
    [[there.id], [there.id]],
  )
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
