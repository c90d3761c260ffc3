import assert from 'node:assert/strict'
import type { Instant } from '../src/kernel/clock.ts'
import type { Result } from '../src/kernel/result.ts'
import { nightCount } from '../src/kernel/stay.ts'
import { pinsMax } from '../src/search/index/pins.ts'
import type { Answer, CalendarDay, Hit, Instead, Pin, Query } from '../src/search/query.ts'
import { referenceAnswer, referenceCalendar, type Reference } from './search-answer.ts'
import type { Asked } from './search-reference.ts'

/** The engine itself, or search as a process answers it. */
export type Searcher = {
  search(query: Query, now: Instant): Asking<Answer> | Promise<Asking<Answer>>
  calendar(query: Query, now: Instant): Asking<CalendarDay[]> | Promise<Asking<CalendarDay[]>>
}
type Asking<T> = Result<T, { code: string }>

export async function ask(engine: Pick<Searcher, 'search'>, query: Query, now: Instant): Promise<Answer> {
  const answer = await engine.search(query, now)
  assert.ok(answer.ok, JSON.stringify(answer))
  return answer.value
}

/** That the whole answer, through all its pages and back again, is the reference's, which comes back for who counts what was seen. */
export async function assertSame(engine: Searcher, world: Asked, query: Query): Promise<Reference> {
  const reference = referenceAnswer(world, query)
  if (reference.needsCurrency) {
    const answer = await engine.search(query, world.now)
    assert.deepEqual(answer, { ok: false, error: { code: 'currency_needed', currencies: reference.currencies } })
    return reference
  }
  const answer = await ask(engine, query, world.now)
  const { hits, last } = await allPages(engine, { query, now: world.now, first: answer })
  assert.deepEqual(hits, reference.hits)
  assert.deepEqual(await allBefore(engine, { query, now: world.now, last }), reference.hits)
  assert.equal(answer.total, reference.ordered.length)
  assert.deepEqual(answer.facets, reference.facets)
  assertInstead(answer.instead, reference.instead)
  assertHistogram(answer, reference, query)
  assertPins(answer, reference, query)
  return reference
}

/** The same of its calendar. */
export async function assertSameCalendar(engine: Searcher, world: Asked, query: Query): Promise<void> {
  const reference = referenceCalendar(world, query)
  const isCurrencies = reference.some((each) => typeof each === 'string')
  const expected = isCurrencies ? { ok: false, error: { code: 'currency_needed', currencies: reference } } : { ok: true, value: reference }
  assert.deepEqual(await engine.calendar(query, world.now), expected)
}

type Paging = { query: Query; now: Instant }

/** Every page there is, forwards. */
async function allPages(engine: Searcher, { query, now, first }: Paging & { first: Answer }): Promise<{ hits: Hit[]; last: Answer }> {
  const hits: Hit[] = []
  for (let page = first, number = 1; ; number++) {
    assert.deepEqual(page.page, { number, count: Math.max(1, Math.ceil(page.total / query.limit)) })
    assert.equal(page.total, first.total)
    hits.push(...page.hits)
    if (page.nextCursor === null) return { hits, last: page }
    assert.equal(page.hits.length, query.limit)
    page = await ask(engine, { ...query, cursor: page.nextCursor }, now)
  }
}

/** And backwards from the last. */
async function allBefore(engine: Searcher, { query, now, last }: Paging & { last: Answer }): Promise<Hit[]> {
  const hits: Hit[] = []
  for (let page = last; ;) {
    hits.unshift(...page.hits)
    if (page.previousCursor === null) return hits
    page = await ask(engine, { ...query, cursor: page.previousCursor }, now)
  }
}

/** Distances found in two ways differ by less than a grain of sand. */
function assertInstead(instead: Instead | null, expected: Instead | null): void {
  const without = (each: Instead | null) => each && { ...each, places: each.places.map((place) => ({ ...place, km: 0 })) }
  assert.deepEqual(without(instead), without(expected))
  for (const [index, { km }] of (instead?.places ?? []).entries()) assert.ok(near(km, expected?.places[index]?.km ?? NaN))
}

const near = (a: number, b: number) => Math.abs(a - b) < 1e-6

/** Bars are of the first round width of which 24 reach from the least price to that which only one in fifty are above. */
function assertHistogram({ histogram }: Answer, { suiting, currencies }: Reference, { priceBy }: Query): void {
  const offers = suiting.flatMap(({ offer }) =>
    offer ? [{ total: offer.total, by: priceBy === 'night' ? nightCount(offer.stay) : 1 }] : [],
  )
  if (currencies.length !== 1) return assert.equal(histogram, null)
  assert.ok(histogram)
  const { from, step, counts } = histogram
  assert.equal(histogram.currency, currencies[0])
  const prices = offers.map(({ total, by }) => total / by).toSorted((a, b) => a - b)
  const [least = 0, high = 0] = [prices[0], prices[Math.min(prices.length - 1, Math.floor(prices.length * 0.98))]]
  const widths = Array.from({ length: 16 }, (_, power) => [1, 2, 5].map((factor) => factor * 10 ** power)).flat()
  assert.equal(
    step,
    widths.find((width) => width >= (high - least + 1) / 24),
  )
  assert.deepEqual([from % step, from <= least && least < from + step], [0, true])
  assert.equal(counts.length, Math.min(24, Math.floor((high - from) / step) + 1))
  // Whole numbers on both sides: a price a night is not divided.
  const bar = (index: number) =>
    offers.filter(({ total, by }) => {
      const isLast = index === counts.length - 1
      return total >= (from + index * step) * by && (isLast || total < (from + (index + 1) * step) * by)
    })
  assert.deepEqual(
    counts,
    counts.map((_, index) => bar(index).length),
  )
}

export const pinsIn = ({ pins }: Pick<Answer, 'pins'>) => JSON.parse(pins) as Pin[]

function assertPins(answer: Answer, { ordered }: Reference, { box }: Query): void {
  const pins = pinsIn(answer)
  const all = ordered.map(({ listing, offer }) => ({
    listingId: listing.id,
    placeType: listing.placeType,
    propertyType: listing.propertyType,
    count: 1,
    lat: listing.lat,
    lng: listing.lng,
    total: offer && { minor: offer.total, currency: listing.currency },
  }))
  const byId = (a: { listingId: string | null }, b: { listingId: string | null }) => ((a.listingId ?? '') < (b.listingId ?? '') ? -1 : 1)
  if (ordered.length <= pinsMax) return assert.deepEqual(pins.toSorted(byId), all.toSorted(byId))
  const cells = new Map<number, typeof all>()
  for (const pin of all) {
    const cell = cellOf(pin, box ?? smallestBox(all))
    cells.set(cell, [...(cells.get(cell) ?? []), pin])
  }
  const expected = [...cells].toSorted(([a], [b]) => a - b).map(([, together]) => together)
  assert.equal(pins.length, expected.length)
  for (const [index, together] of expected.entries()) {
    const pin = pins[index]
    if (together.length === 1) assert.deepEqual(pin, together[0])
    else assertCluster(pin, together)
  }
}

/** Twelve wide and eight high, counted from the south-west, eastwards first. */
function cellOf({ lat, lng }: { lat: number; lng: number }, [west, south, east, north]: NonNullable<Query['box']>): number {
  const width = Math.max(1e-9, west <= east ? east - west : east - west + 360)
  const column = Math.min(11, Math.floor((((lng - west + 360) % 360) / width) * 12))
  return Math.min(7, Math.floor(((lat - south) / Math.max(1e-9, north - south)) * 8)) * 12 + column
}

/** Without a box it is that of all homes, but for the widest empty stretch of longitude. */
function smallestBox(spots: readonly { lat: number; lng: number }[]): NonNullable<Query['box']> {
  const lats = spots.map(({ lat }) => lat)
  const lngs = spots.map(({ lng }) => lng).toSorted((a, b) => a - b)
  const gaps = lngs.map((lng, index) => ({ after: lngs[index - 1] ?? lngs.at(-1)! - 360, lng }))
  const widest = gaps.reduce((best, gap) => (gap.lng - gap.after > best.lng - best.after ? gap : best))
  const east = widest.after < -180 ? widest.after + 360 : widest.after
  return [widest.lng, Math.min(...lats), east, Math.max(...lats)]
}

const noHome = { listingId: null, placeType: '', propertyType: '', total: null }

function assertCluster(pin: Pin | undefined, together: readonly { lat: number; lng: number }[]): void {
  assert.ok(pin)
  assert.deepEqual({ ...pin, lat: 0, lng: 0 }, { ...noHome, count: together.length, lat: 0, lng: 0 })
  const east = ({ lng }: { lng: number }) => ((lng - (together[0]?.lng ?? 0) + 540) % 360) - 180
  const mean = (of: (spot: { lat: number; lng: number }) => number) => together.reduce((sum, spot) => sum + of(spot), 0) / together.length
  assert.ok(
    near(
      pin.lat,
      mean(({ lat }) => lat),
    ),
    `${pin.lat}`,
  )
  assert.ok(near(east({ lng: pin.lng }), mean(east)), `${pin.lng}`)
}

/** A question that asks nothing but for one person to sleep there. */
export const anything: Query = {
  box: null,
  centre: null,
  when: null,
  guests: { adults: 1, children: 0, infants: 0, pets: 0 },
  priceMin: null,
  priceMax: null,
  priceBy: 'total',
  currency: null,
  amenities: [],
  placeTypes: [],
  propertyTypes: [],
  bedroomsMin: 0,
  bedsMin: 0,
  bathroomsMin: 0,
  ratingMin: 0,
  instantBook: false,
  freeCancellation: false,
  facets: false,
  instead: false,
  sort: 'recommended',
  limit: 7,
  cursor: null,
}
