import type { z } from 'zod'
import { dayNumber, fromDayNumber, type CalendarDate } from '../kernel/calendar-date.ts'
import { dayMs, hourMs, toIso, type Instant } from '../kernel/clock.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import type { ListingId } from '../kernel/ids.ts'
import { nightCount, parseStay, type Stay, type StayError } from '../kernel/stay.ts'
import { freeCancellationUntil } from '../listings/cancellation-policy.ts'
import { nightsAheadMax } from '../listings/listing-policy.ts'
import { presentPhoto } from '../listings/present-photo.ts'
import type { Deps } from '../platform/deps.ts'
import { cardsOf, titlesOf, type Card } from './card-store.ts'
import { countryName } from './places/countries.ts'
import type { CountedPlace } from './places/gazetteer.ts'
import { centreOf, parseBox, type Box, type BoxError } from './geography.ts'
import type { Answer, Facets, Hit, Query, When } from './query.ts'
import type { Search, SearchError } from './search.ts'
import type { placeWire, searchQueryWire, searchResultWire, searchWire } from './wire.ts'

type Request = z.output<typeof searchQueryWire>
type Found = z.input<typeof searchWire>

export type DatesError =
  | StayError
  | { code: 'dates_incomplete' }
  | { code: 'dates_past' }
  | { code: 'dates_too_far'; lastCheckOut: CalendarDate }
export type FindStaysError = SearchError | BoxError | DatesError | { code: 'distance_needs_place' }

/** What a guest finds: listings that suit, a page of them with what they cost, and the map. */
export async function findStays(
  { db, clock, search }: Pick<Deps, 'db' | 'clock'> & { search: Search },
  request: Request,
): Promise<Result<Found, FindStaysError>> {
  const stay = stayOf(request, clock.now())
  if (!stay.ok) return stay
  const asked = request.bbox === undefined ? ok(null) : parseBbox(request.bbox)
  if (!asked.ok) return asked
  const name = request.place?.trim() ?? ''
  const place = name === '' ? null : await search.findPlace(name)
  // A place that nobody knows has no homes; showing those of the whole world instead would be no answer.
  if (name !== '' && !place && !asked.value) return ok(nothing)
  const box = asked.value ?? place?.bbox ?? null
  const centre = asked.value ? centreOf(asked.value) : (place?.location ?? null)
  if (request.sort === 'distance' && !centre) return err({ code: 'distance_needs_place' })
  const answer = await search.search({ ...queryOf(request), box, centre, when: stay.value && whenOf(stay.value) })
  if (!answer.ok) return answer
  return ok({
    ...(await presentAnswer({ db, now: clock.now() }, answer.value)),
    place: place && presentPlace(place),
    bbox: box && [...box],
  })
}

/** Named homes with their nearest stays, in their order, for lists of them; those that are not on offer are left out. */
export async function findHomes(
  { db, clock, search }: Pick<Deps, 'db' | 'clock'> & { search: Search },
  ids: readonly ListingId[],
): Promise<Result<z.input<typeof searchResultWire>[], SearchError>> {
  const hits = await search.named(ids)
  return hits.ok ? ok(await presentHits({ db, now: clock.now() }, hits.value)) : hits
}

export const parseBbox = (text: string): Result<Box, BoxError> => {
  const [west = NaN, south = NaN, east = NaN, north = NaN] = text.split(',').map(Number)
  return parseBox(west, south, east, north)
}

/** Where days begin last, and first: UTC-12 and UTC+14. */
const [latestZoneMs, earliestZoneMs] = [-12 * hourMs, 14 * hourMs]

/** Both dates or none, and somewhere on earth they can still, or already, be had. What each listing says comes later. */
function stayOf({ checkIn, checkOut }: Request, now: Instant): Result<Stay | null, DatesError> {
  if (!checkIn && !checkOut) return ok(null)
  if (!checkIn || !checkOut) return err({ code: 'dates_incomplete' })
  const stay = parseStay(checkIn, checkOut)
  if (!stay.ok) return stay
  const today = (zoneMs: number) => Math.floor((now + zoneMs) / dayMs)
  if (dayNumber(checkIn) < today(latestZoneMs)) return err({ code: 'dates_past' })
  const lastCheckOut = today(earliestZoneMs) + nightsAheadMax
  return dayNumber(checkOut) > lastCheckOut ? err({ code: 'dates_too_far', lastCheckOut: fromDayNumber(lastCheckOut) }) : stay
}

function whenOf(stay: Stay): When {
  const wished = dayNumber(stay.checkIn)
  return { nights: nightCount(stay), arrivals: [wished], wished }
}

function queryOf(request: Request): Omit<Query, 'box' | 'centre' | 'when'> {
  const { adults, children, infants, pets } = request
  return {
    guests: { adults, children, infants, pets },
    priceMin: request.priceMin ?? null,
    priceMax: request.priceMax ?? null,
    priceBy: 'total',
    currency: request.currency ?? null,
    amenities: request.amenities ?? [],
    placeTypes: request.placeType ?? [],
    propertyTypes: request.propertyType ?? [],
    bedroomsMin: request.bedrooms ?? 0,
    bedsMin: request.beds ?? 0,
    bathroomsMin: request.bathrooms ?? 0,
    ratingMin: 0,
    instantBook: request.instantBook ?? false,
    freeCancellation: false,
    facets: request.facets ?? false,
    instead: false,
    sort: request.sort,
    limit: request.limit,
    cursor: request.cursor ?? null,
  }
}

const nothing: Found = {
  total: 0,
  place: null,
  bbox: null,
  results: [],
  histogram: null,
  facets: null,
  pins: [],
  nextCursor: null,
  previousCursor: null,
  page: { number: 1, count: 1 },
}

export function presentPlace({ bbox, ...place }: CountedPlace): z.input<typeof placeWire> {
  return { ...place, bbox: [...bbox], countryName: countryName(place.country) }
}

/** Words and pictures come from the database: what was unpublished this very moment is left out. */
async function presentAnswer({ db, now }: { db: Deps['db']; now: Instant }, answer: Answer): Promise<Omit<Found, 'place' | 'bbox'>> {
  const single = answer.pins.flatMap(({ listingId }) => listingId ?? [])
  const titles = await titlesOf(db, single)
  return {
    total: answer.total,
    results: await presentHits({ db, now }, answer.hits),
    histogram: answer.histogram && { ...answer.histogram, counts: [...answer.histogram.counts] },
    facets: answer.facets && presentFacets(answer.facets),
    pins: answer.pins.flatMap((pin) => {
      const title = pin.listingId === null ? '' : titles.get(pin.listingId)
      return title === undefined ? [] : { ...pin, title }
    }),
    nextCursor: answer.nextCursor,
    previousCursor: answer.previousCursor,
    page: answer.page,
  }
}

async function presentHits(
  { db, now }: { db: Deps['db']; now: Instant },
  hits: readonly Hit[],
): Promise<z.input<typeof searchResultWire>[]> {
  const cards = await cardsOf(
    db,
    hits.map(({ listingId }) => listingId),
  )
  const freeUntil = newFreeUntil(now)
  return hits.flatMap((hit) => {
    const card = cards.get(hit.listingId)
    return card ? presentHit(hit, card, freeUntil) : []
  })
}

const presentFacets = ({ amenities, placeTypes, propertyTypes }: Facets) => ({
  amenities: [...amenities],
  placeTypes: [...placeTypes],
  propertyTypes: [...propertyTypes],
})

/** Until when a home may be cancelled free. A page has few different answers, and each costs more than the search itself. */
function newFreeUntil(now: Instant): (stay: Stay, card: Card) => string | null {
  const known = new Map<string, string | null>()
  return (stay, { policy, row: { check_in_from: checkInFrom, zone } }) => {
    const key = [policy.ref, stay.checkIn, stay.checkOut, checkInFrom, zone].join(' ')
    const found = known.get(key)
    if (found !== undefined) return found
    const until = freeCancellationUntil(policy, { stay, checkInFrom, zone, bookedAt: now })
    known.set(key, until === null ? null : toIso(until))
    return known.get(key) ?? null
  }
}

function presentHit({ listingId, price }: Hit, card: Card, freeUntil: ReturnType<typeof newFreeUntil>): z.input<typeof searchResultWire> {
  const { row, policy, rating, cover } = card
  const stay = price && parseStay(price.checkIn, price.checkOut)
  return {
    listingId,
    title: row.title,
    summary: row.summary,
    photo: cover && presentPhoto(cover),
    placeType: row.place_type,
    propertyType: row.property_type,
    town: row.town,
    neighbourhood: row.neighbourhood,
    capacity: row.capacity,
    bedrooms: row.bedrooms,
    beds: row.beds,
    bathrooms: row.bathroom_halves / 2,
    instantBook: row.instant_book === 1,
    policy: policy.ref,
    freeCancellationUntil: stay?.ok ? freeUntil(stay.value, card) : null,
    zone: row.zone,
    rating,
    location: { lat: row.blur_lat, lng: row.blur_lng },
    price,
  }
}
