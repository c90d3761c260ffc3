import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import type { z } from 'zod'
import { bookingRoutes } from '../src/bookings/routes.ts'
import { setStayRule } from '../src/calendar/set-stay-rule.ts'
import { addDays, dayNumber, fromDayNumber, type CalendarDate } from '../src/kernel/calendar-date.ts'
import { dayMs, instant, minuteMs } from '../src/kernel/clock.ts'
import { newIds, type ListingId } from '../src/kernel/ids.ts'
import type { Currency } from '../src/kernel/money.ts'
import { seededRandom } from '../src/kernel/random.ts'
import { nightCount, parseStay, type Stay } from '../src/kernel/stay.ts'
import { dateAt, wallInstant, wallTime } from '../src/kernel/zone.ts'
import { importInsideAirbnb } from '../src/importers/inside-airbnb/import-inside-airbnb.ts'
import { checkStayRequest, nightsAheadMax } from '../src/listings/listing-policy.ts'
import { write, type Db } from '../src/platform/db.ts'
import { newLogger } from '../src/platform/telemetry.ts'
import { quoteWire } from '../src/pricing/wire.ts'
import { saveTerms } from '../src/pricing/terms.ts'
import { searchRoutes } from '../src/search/routes.ts'
import { newSearch } from '../src/search/search.ts'
import { searchWire } from '../src/search/wire.ts'
import { newDice, type Dice } from './dice.ts'
import { newServer } from './server.ts'

/**
 * Search held against the database that it was filled from: which homes are free is asked of the claims, what they cost
 * of POST /quotes.
 */
const now = instant('2030-06-01T14:30:00Z')
const clock = { now: () => now }
const today = fromDayNumber(Math.floor(now / dayMs))

export type TruthOptions = { dir: string; currency: string; searches: number; quotesEach: number }

export async function assertSearchTruth(t: TestContext, db: Db, { dir, currency, searches, quotesEach }: TruthOptions): Promise<void> {
  const random = seededRandom(3)
  const deps = { db, clock, random, ids: newIds(clock, random) }
  const imported = await importInsideAirbnb(deps, { dir, currency: currency as Currency, rebaseDates: true, publish: true })
  assert.ok(imported.ok, JSON.stringify(imported))
  const tax = { kind: 'percent', name: 'GST', bp: 900, base: ['nights', 'cleaning', 'guest_fee'] } as const
  await write(db, (tx) => saveTerms(tx, deps, { guestFeeBp: 1_275, hostFeeBp: 300, tax: { ...tax, base: [...tax.base] } }))

  await setRules(db, deps, newDice(5))
  await letHostsAnswerFirst(db, newDice(8))

  const search = newSearch(deps, { log: newLogger({ level: 'silent' }) })
  const startedAt = performance.now()
  await search.start()
  t.diagnostic(`search filled in ${Math.round(performance.now() - startedAt)} ms`)
  const { app } = await newServer(async (server) => {
    await searchRoutes(server, { ...deps, search })
    const reviewHintsOf = async () => new Map()
    await bookingRoutes(server, { ...deps, reviewHintsOf, runJob: async () => undefined, siteOrigin: () => 'https://stay.example' })
  })
  t.after(async () => {
    await search.stop()
    await app.close()
  })

  const dice = newDice(14)
  const homes = await publishedHomes(db)
  const isFree = await freeIn(db)
  const nearest = nearestStays(homes, isFree)
  const neighbourhoods = [...new Set(homes.flatMap(({ neighbourhood }) => neighbourhood ?? []))]
  let [found, quoted, tooLate, compared] = [0, 0, 0, 0]
  for (let i = 0; i < searches; i++) {
    const query = newQuery(dice, homes, neighbourhoods)
    const results = await allResults((url) => app.inject({ url }), query)
    const expected = trueAnswer(homes, isFree, query, results.box)
    assert.deepEqual(results.items.map(({ listingId }) => listingId).toSorted(), expected.toSorted(), JSON.stringify(query))
    for (const { listingId, price } of query.dates ? [] : results.items) {
      assert.deepEqual(price && { checkIn: price.checkIn, nights: price.nights }, nearest.get(listingId), `nearest stay of ${listingId}`)
    }
    found += expected.length
    for (const { id } of query.dates?.checkIn === today && query.dates.flex === '0'
      ? homes.filter((home) => !canBeAsked(home, today)).slice(0, 2)
      : []) {
      const body = { listingId: id, checkIn: today, checkOut: query.dates?.checkOut, ...query.guests }
      const quote = await app.inject({ method: 'POST', url: '/quotes', payload: body })
      assert.equal(quote.statusCode, 422, 'a quote refuses what search leaves out')
      if (quote.body.includes('too_late_to_ask')) tooLate++
    }
    for (const { listingId, price } of results.items.toSorted(() => dice.share() - 0.5).slice(0, quotesEach)) {
      if (!price) continue
      const body = { listingId, checkIn: price.checkIn, checkOut: price.checkOut, ...query.guests }
      const quote = await app.inject({ method: 'POST', url: '/quotes', payload: body })
      assert.equal(quote.statusCode, 200, quote.body)
      const { total, free } = quoteWire.parse(quote.json())
      assert.deepEqual([price.total, true], [total, free], JSON.stringify(body))
      quoted++
      // Of flexible dates no other may be cheaper.
      const other = query.dates && query.dates.flex !== '0' ? dice.pick(staysOf(query.dates)) : null
      if (!other) continue
      const reply = await app.inject({ method: 'POST', url: '/quotes', payload: { ...body, ...other } })
      const otherQuote = reply.statusCode === 200 ? quoteWire.parse(reply.json()) : null
      if (!otherQuote?.free) continue
      assert.ok(otherQuote.total.minor >= total.minor, `${JSON.stringify(other)} is cheaper than ${JSON.stringify(body)}`)
      compared++
    }
  }
  t.diagnostic(`${searches} searches of ${homes.length} homes found ${found}, ${quoted} of them quoted`)
  assert.ok(tooLate > 0, 'some stays that begin today are too late to ask for')
  assert.ok(compared > searches / 20, `${compared} other stays compared`)
  assert.ok(found > searches && quoted > searches / 2)
}

/** Every third home asks for longer or shorter stays on some days, some of them for longer ones than it takes at all. */
async function setRules(db: Db, deps: Parameters<typeof setStayRule>[1], dice: Dice): Promise<void> {
  for (const { id, units } of (await publishedHomes(db)).filter(() => dice.chance(0.35))) {
    for (let from = dice.below(20); from < 380; from += 5 + dice.below(80)) {
      const range = { from: addDays(today, from), until: addDays(today, from + 1 + dice.below(40)) }
      const nightsMin = dice.pick([1, 2, 3, 5, 7, 30])
      const set = await write(db, (tx) => setStayRule(tx, deps, { listing: { id, unitIds: units }, range, nightsMin }))
      assert.ok(set.ok, JSON.stringify(set))
    }
  }
}

/** Every third home's host answers first; some arrive late enough for today's guests to ask. */
async function letHostsAnswerFirst(db: Db, dice: Dice): Promise<void> {
  for (const { id } of (await publishedHomes(db)).filter(() => dice.chance(0.35))) {
    const asked = { instant_book: 0, check_in_from: wallTime(dice.pick(['15:00', '16:30', '16:45', '22:00', '23:59'])) } as const
    await db.updateTable('listing').set(asked).where('id', '=', id).execute()
  }
}

/** Fifteen minutes to pay, and an hour for the host. */
const canBeAsked = (home: Home, checkIn: CalendarDate) =>
  home.instant_book === 1 || wallInstant(checkIn, home.check_in_from, home.zone) - now >= 75 * minuteMs

type Home = Awaited<ReturnType<typeof publishedHomes>>[number]

const publishedHomes = async (db: Db) => {
  const homes = await db.selectFrom('listing').selectAll().where('state', '=', 'published').execute()
  const units = await db.selectFrom('unit').select(['id', 'listing_id']).execute()
  const amenities = Map.groupBy(await db.selectFrom('listing_amenity').selectAll().execute(), (row) => row.listing_id)
  const rules = Map.groupBy(await db.selectFrom('stay_rule').selectAll().execute(), (row) => row.listing_id)
  const unitsOf = Map.groupBy(units, (row) => row.listing_id)
  return homes.map((home) => ({
    ...home,
    units: (unitsOf.get(home.id) ?? []).map(({ id }) => id),
    shortestOn: (day: CalendarDate) =>
      rules.get(home.id)?.find((rule) => rule.from_night <= day && day < rule.until_night)?.nights_min ?? home.nights_min,
    amenities: (amenities.get(home.id) ?? []).map(({ amenity }) => amenity),
  }))
}

function newQuery(dice: Dice, homes: readonly Home[], neighbourhoods: readonly string[]) {
  const home = dice.pick(homes)
  const size = dice.pick([0.003, 0.02, 0.2])
  const box = [home.blur_lng - size, home.blur_lat - size, home.blur_lng + size, home.blur_lat + size]
    .map((side) => side.toFixed(5))
    .join(',')
  const where = dice.pick([{ bbox: box }, { bbox: box }, { place: dice.pick(neighbourhoods) }, {}])
  const ahead = dice.pick([0, dice.below(14), dice.below(360), 364 + dice.below(10)])
  const nights = dice.pick([1, 2, 3, 4, 5, 7, 10, 28, 60, 92])
  return {
    ...where,
    dates: dice.chance(0.85)
      ? { checkIn: addDays(today, ahead), checkOut: addDays(today, ahead + nights), flex: dice.pick(['0', '0', '0', '1', '3', '7']) }
      : null,
    guests: { adults: 1 + dice.below(4), children: dice.pick([0, 0, 1]), infants: dice.below(2), pets: dice.pick([0, 0, 0, 1]) },
    amenities: dice.chance(0.3) ? [...home.amenities].slice(0, 2) : [],
    placeType: dice.chance(0.3) ? home.place_type : undefined,
    bedrooms: dice.pick([0, 0, 1, 2]),
    sort: dice.pick(['recommended', 'price', 'rating'] as const),
  }
}
type TruthQuery = ReturnType<typeof newQuery>

type Answer = z.output<typeof searchWire>

async function allResults(get: (url: string) => Promise<{ statusCode: number; body: string; json(): unknown }>, query: TruthQuery) {
  const parameters = new URLSearchParams({
    ...('bbox' in query ? { bbox: query.bbox } : 'place' in query ? { place: query.place } : {}),
    ...query.dates,
    ...Object.fromEntries(Object.entries(query.guests).map(([key, value]) => [key, String(value)])),
    ...(query.amenities.length > 0 && { amenities: query.amenities.join(',') }),
    ...(query.placeType && { placeType: query.placeType }),
    bedrooms: String(query.bedrooms),
    sort: query.sort,
    limit: '50',
  })
  const items: Answer['results'] = []
  for (;;) {
    const reply = await get(`/search?${parameters}`)
    assert.equal(reply.statusCode, 200, reply.body)
    const page = searchWire.parse(reply.json())
    items.push(...page.results)
    if (page.nextCursor === null) {
      assert.equal(items.length, page.total)
      return { items, box: page.bbox }
    }
    parameters.set('cursor', page.nextCursor)
  }
}

/** Who must be found. Without dates that is everybody who suits: their stays are held against the quote. */
function trueAnswer(homes: readonly Home[], isFree: IsFree, query: TruthQuery, box: Answer['bbox']): ListingId[] {
  const { guests, dates } = query
  const stays = dates && staysOf(dates)
  return homes
    .filter((home) => {
      const [west, south, east, north] = box ?? [-180, -90, 180, 90]
      if (home.blur_lng < west || home.blur_lng > east || home.blur_lat < south || home.blur_lat > north) return false
      if (home.bedrooms < query.bedrooms || (query.placeType && home.place_type !== query.placeType)) return false
      if (!query.amenities.every((amenity) => home.amenities.includes(amenity))) return false
      if (guests.adults + guests.children > home.capacity || guests.pets > home.pets_max) return false
      return !stays || stays.some((stay) => takes(home, stay, guests) && isFree(home, stay))
    })
    .map(({ id }) => id)
}

type IsFree = (home: Pick<Home, 'units'>, stay: Stay) => boolean

/** Whether nobody has any of the nights in one of the units, by the claims themselves. */
async function freeIn(db: Db): Promise<IsFree> {
  const rows = await db.selectFrom('night_claim').select(['unit_id', 'night']).execute()
  const claims = new Set(rows.map(({ unit_id, night }) => `${unit_id} ${night}`))
  return ({ units }, stay) => {
    const nights = Array.from({ length: nightCount(stay) }, (_, index) => addDays(stay.checkIn, index))
    return units.some((unit) => !nights.some((night) => claims.has(`${unit} ${night}`)))
  }
}

/** All stays that such dates may mean. */
function staysOf({ checkIn, checkOut, flex }: { checkIn: CalendarDate; checkOut: CalendarDate; flex: string }): Stay[] {
  return Array.from({ length: 2 * Number(flex) + 1 }, (_, index) => index - Number(flex)).flatMap((aside) => {
    const stay = parseStay(addDays(checkIn, aside), addDays(checkOut, aside))
    return stay.ok ? [stay.value] : []
  })
}

/** The first three nights on end, or as near to three as the host allows, that nobody has in one of the units. */
function nearestStays(homes: readonly Home[], isFree: IsFree): Map<string, { checkIn: CalendarDate; nights: number } | null> {
  const nearestOf = (home: Home) => {
    const first = dayNumber(dateAt(now, home.zone))
    for (let day = first; day < first + nightsAheadMax; day++) {
      const checkIn = fromDayNumber(day)
      const nightsMin = home.shortestOn(checkIn)
      const nights = Math.min(Math.max(3, nightsMin), home.nights_max)
      if (!canBeAsked(home, checkIn)) continue
      if (nights < nightsMin || day + nights > first + nightsAheadMax) continue
      if (isFree(home, { checkIn, checkOut: addDays(checkIn, nights) } as Stay)) return { checkIn, nights }
    }
    return null
  }
  return new Map(homes.map((home) => [home.id, nearestOf(home)]))
}

function takes(home: Home, stay: Stay, guests: TruthQuery['guests']): boolean {
  const rules = { nightsMin: home.shortestOn(stay.checkIn), nightsMax: home.nights_max, capacity: home.capacity, petsMax: home.pets_max }
  return nightCount(stay) > 0 && canBeAsked(home, stay.checkIn) && checkStayRequest(rules, stay, guests, dateAt(now, home.zone)).ok
}
