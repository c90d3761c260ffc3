import assert from 'node:assert/strict'
import type { Instant } from '../src/kernel/clock.ts'
import type { Result } from '../src/kernel/result.ts'
import { nights } from '../src/kernel/stay.ts'
import { pinsMax } from '../src/search/answer.ts'
import type { Answer, Query } from '../src/search/engine.ts'
import { inBox } from '../src/search/geography.ts'
import { referenceSearch, type Reference } from './search-reference.ts'
import type { SearchWorld } from './search-world.ts'

/** The engine itself, or search as a process answers it. */
export type Searcher = { search(query: Query, now: Instant): Asking | Promise<Asking> }
type Asking = Result<Answer, { code: string }>
type Asked = Pick<SearchWorld, 'now' | 'terms' | 'listings'>

export async function ask(engine: Searcher, query: Query, now: Instant): Promise<Answer> {
  const answer = await engine.search(query, now)
  assert.ok(answer.ok, JSON.stringify(answer))
  return answer.value
}

/** Every page there is, forwards. */
async function allHits(engine: Searcher, query: Query, now: Instant) {
  const hits = []
  for (let cursor: string | null = null, number = 1; ; number++) {
    const page = await ask(engine, { ...query, cursor }, now)
    assert.equal(page.page.number, number)
    assert.equal(page.page.count, Math.max(1, Math.ceil(page.total / query.limit)))
    hits.push(...page.hits)
    if (page.nextCursor === null) return hits
    assert.equal(page.hits.length, query.limit)
    cursor = page.nextCursor
  }
}

const plain = (reference: Reference) =>
  reference.ordered.map(({ id, total, stay, currency }) => ({
    listingId: id,
    price: stay && { total: { minor: total, currency }, nights: nights(stay).length, checkIn: stay.checkIn, checkOut: stay.checkOut },
  }))

/** That the whole answer, through all its pages, is the reference's. */
export async function assertSame(engine: Searcher, world: Asked, query: Query): Promise<void> {
  const reference = referenceSearch(world.listings, world.terms, query, world.now)
  const currencies = new Set(reference.suiting.map(({ currency }) => currency))
  const byPrice = query.priceMin !== null || query.priceMax !== null
  if (byPrice && currencies.size > 1) {
    const answer = await engine.search(query, world.now)
    assert.deepEqual(answer, { ok: false, error: { code: 'currency_needed', currencies: [...currencies].toSorted() } })
    return
  }
  assert.deepEqual(await allHits(engine, query, world.now), plain(reference))
  const answer = await ask(engine, query, world.now)
  assert.equal(answer.total, reference.ordered.length)
  assertHistogram(answer, reference, currencies)
  assertPins(answer, reference, query)
  assert.equal(answer.facets !== null, query.facets)
  assertFacets(answer, reference)
}

function assertFacets({ facets }: Answer, { ordered }: Reference): void {
  if (!facets) return
  const tally = (values: readonly string[]) =>
    [...new Set(values)]
      .map((value) => ({ value, count: values.filter((other) => other === value).length }))
      .toSorted((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
  assert.deepEqual(facets.amenities, tally(ordered.flatMap(({ listing }) => [...new Set(listing.amenities)])))
  assert.deepEqual(facets.placeTypes, tally(ordered.map(({ listing }) => listing.placeType)))
  assert.deepEqual(facets.propertyTypes, tally(ordered.map(({ listing }) => listing.propertyType)))
}

function assertHistogram({ histogram }: Answer, { suiting }: Reference, currencies: ReadonlySet<string>): void {
  const totals = suiting.flatMap(({ total }) => total ?? [])
  if (currencies.size !== 1 || totals.length === 0) return assert.equal(histogram, null)
  assert.ok(histogram)
  const { from, step, counts } = histogram
  assert.ok(from <= Math.min(...totals) && counts.length <= 24)
  const bar = (index: number) =>
    totals.filter((total) => total >= from + index * step && (index === counts.length - 1 || total < from + (index + 1) * step))
  assert.deepEqual(
    counts,
    counts.map((_, index) => bar(index).length),
  )
}

function assertPins({ pins }: Answer, { ordered }: Reference, { box }: Query): void {
  assert.equal(
    pins.reduce((sum, { count }) => sum + count, 0),
    ordered.length,
  )
  if (ordered.length > pinsMax) return
  const expected = ordered.map(({ id, total, currency, listing }) => ({
    listingId: id,
    count: 1,
    lat: listing.lat,
    lng: listing.lng,
    total: total === null ? null : { minor: total, currency },
  }))
  const byId = (a: { listingId: string | null }, b: { listingId: string | null }) => ((a.listingId ?? '') < (b.listingId ?? '') ? -1 : 1)
  assert.deepEqual(pins.toSorted(byId), expected.toSorted(byId))
  assert.ok(box === null || pins.every(({ lat, lng }) => inBox(box, lat, lng)))
}

/** A question that asks nothing but for one person to sleep there. */
export const anything: Query = {
  box: null,
  centre: null,
  stay: null,
  guests: { adults: 1, children: 0, infants: 0, pets: 0 },
  priceMin: null,
  priceMax: null,
  currency: null,
  amenities: [],
  placeTypes: [],
  propertyTypes: [],
  bedroomsMin: 0,
  bedsMin: 0,
  bathroomsMin: 0,
  facets: false,
  instantBook: false,
  sort: 'recommended',
  limit: 7,
  cursor: null,
}
