import { addDays, dayNumber, fromDayNumber } from '../src/kernel/calendar-date.ts'
import { dayMs } from '../src/kernel/clock.ts'
import type { Currency, Money } from '../src/kernel/money.ts'
import { nightCount } from '../src/kernel/stay.ts'
import { townId } from '../src/search/places/areas.ts'
import type { Answer, CalendarDay, Facets, Hit, Instead, PlaceInstead, Query } from '../src/search/query.ts'
import {
  currenciesOf,
  isInside,
  kilometres,
  newLook,
  withinLimits,
  type Asked,
  type Look,
  type Spot,
  type Suiting,
} from './search-reference.ts'

/** The whole answer to a question, through all its pages; or the currencies of which it must name one. */
export type Reference = {
  currencies: Currency[]
  needsCurrency: boolean
  suiting: Suiting[]
  ordered: Suiting[]
  hits: Hit[]
} & Pick<Answer, 'facets' | 'instead'>

export function referenceAnswer(world: Asked, query: Query): Reference {
  const look = newLook(world)
  const suiting = look.suiting(query)
  const currencies = currenciesOf(suiting)
  const currency = currencies.length === 1 ? (currencies[0] ?? null) : null
  const needsCurrency = (query.priceMin !== null || query.priceMax !== null) && currencies.length > 1
  const found = withinLimits(query, suiting, currency)
  const ranks = new Map(found.map((each) => [each, rankOf(each, query, { world, usual: currency && usualOf(suiting) })]))
  const ordered = found.toSorted((a, b) => compare(ranks.get(a) ?? [], ranks.get(b) ?? []))
  return {
    currencies,
    needsCurrency,
    suiting,
    ordered,
    hits: ordered.map(hitOf),
    facets: query.facets && !needsCurrency ? facetsOf(world, look, query, currency) : null,
    instead: query.instead && !needsCurrency && found.length <= 3 ? insteadOf(world, look, query, currency) : null,
  }
}

const hitOf = ({ listing, offer }: Suiting): Hit => ({
  listingId: listing.id,
  price: offer && { total: moneyOf(listing, offer.total), nights: nightCount(offer.stay), ...datesOf(offer.stay) },
})

const datesOf = ({ checkIn, checkOut }: Pick<NonNullable<Hit['price']>, 'checkIn' | 'checkOut'>) => ({ checkIn, checkOut })
const moneyOf = ({ currency }: { currency: Currency }, minor: number): Money => ({ minor, currency })

/** Numbers and words in turn, the smaller first. */
function compare(a: readonly (number | string)[], b: readonly (number | string)[]): number {
  const at = a.findIndex((part, index) => part !== b[index])
  const [mine, other] = [a[at], b[at]]
  if (mine === undefined || other === undefined) return 0
  return mine < other ? -1 : 1
}

/** Half of all prices a night, the middle one included, are not above it. */
function usualOf(suiting: readonly Suiting[]): number | null {
  const nightly = suiting.flatMap(({ offer }) => (offer ? offer.total / nightCount(offer.stay) : []))
  const half = Math.ceil(nightly.length / 2)
  return nightly.toSorted((a, b) => a - b)[half - 1] ?? null
}

function rankOf({ listing, offer }: Suiting, query: Query, { world, usual }: { world: Asked; usual: number | null }): (number | string)[] {
  const { id, currency, ratingHundredths: stars } = listing
  const km = query.centre ? kilometres(query.centre, listing) : null
  switch (query.sort) {
    case 'price':
      return offer ? [0, currency, offer.total, id] : [1, id]
    case 'rating':
      return stars === null ? [1, id] : [0, -stars, -listing.reviewCount, id]
    case 'distance':
      return [Math.round(1000 * (km ?? 0)), id]
    case 'recommended':
      return [offer ? 0 : 1, -Math.round(1e6 * serves(listing, { offer, query, km, usual, today: Math.floor(world.now / dayMs) })), id]
  }
}

type Serving = { offer: Suiting['offer']; query: Query; km: number | null; usual: number | null; today: number }

/** The formula of order.ts, as it is written there in words. */
function serves(listing: Suiting['listing'], { offer, query, km, usual, today }: Serving): number {
  const { ratingHundredths: stars, reviewCount, reviewedOn, instantBook } = listing
  const between = (share: number) => (share < 0 ? 0 : share > 1 ? 1 : share)
  const mean = stars === null ? 460 : (stars * reviewCount + 4_600) / (reviewCount + 10)
  const quality = between((mean - 350) / 150)
  const nearness = km === null ? 0.5 : 1 / (1 + km / Math.max(0.1, query.box ? reachOf(query.box) : 0))
  const price = !offer ? 0 : usual === null ? 0.5 : 1 / (1 + offer.total / nightCount(offer.stay) / usual)
  const experience = between(Math.log10(reviewCount + 1) / 3)
  const freshness = reviewedOn === null ? 0 : between(1 - (today - reviewedOn) / 365)
  const wait = query.when === null && offer ? Math.max(0, dayNumber(offer.stay.checkIn) - today) : 0
  const soon = query.when === null && !offer ? 1 / (1 + 0) : 1 / (1 + wait / 30)
  const ease = instantBook ? 1 : 0
  return 0.4 * quality + 0.15 * nearness + 0.15 * price + 0.1 * experience + 0.1 * freshness + 0.05 * ease + 0.05 * soon
}

const middleOf = ([west, south, east, north]: NonNullable<Query['box']>): Spot => {
  const wide = west <= east ? east - west : east - west + 360
  return { lat: (south + north) / 2, lng: west + wide / 2 }
}

const reachOf = (box: NonNullable<Query['box']>) => kilometres(middleOf(box), { lat: box[3], lng: box[2] })

/** Each value asked for by itself. */
function facetsOf(world: Asked, look: Look, query: Query, currency: Currency | null): Facets {
  const count = (change: Partial<Query>) => look.found({ ...query, ...change }, currency).length
  const steps = [1, 2, 3, 4, 5, 6, 7, 8]
  const facet = (valuesOf: (listing: Suiting['listing']) => readonly string[], change: (value: string) => Partial<Query>) =>
    [...new Set(world.listings.flatMap(valuesOf))]
      .map((value) => ({ value, count: count(change(value)) }))
      .filter((each) => each.count > 0)
      .toSorted((a, b) => compare([-a.count, a.value], [-b.count, b.value]))
      .slice(0, 60)
  return {
    amenities: facet(
      (listing) => listing.amenities,
      (value) => ({ amenities: [...query.amenities, value] }),
    ),
    placeTypes: facet(
      (listing) => [listing.placeType],
      (value) => ({ placeTypes: [value] }),
    ),
    propertyTypes: facet(
      (listing) => [listing.propertyType],
      (value) => ({ propertyTypes: [value] }),
    ),
    bedrooms: steps.map((bedroomsMin) => count({ bedroomsMin })),
    beds: steps.map((bedsMin) => count({ bedsMin })),
    bathrooms: steps.map((bathroomsMin) => count({ bathroomsMin })),
    ratings: [400, 450, 480].map((ratingMin) => count({ ratingMin })),
    instantBook: count({ instantBook: true }),
    freeCancellation: count({ freeCancellation: true }),
    pets: count({ guests: { ...query.guests, pets: query.guests.pets === 0 ? 1 : query.guests.pets } }),
  }
}

function leastOf(found: readonly Suiting[]): Money | null {
  const [currency, ...others] = currenciesOf(found)
  const totals = found.flatMap(({ offer }) => offer?.total ?? [])
  return currency && others.length === 0 ? { minor: Math.min(...totals), currency } : null
}

function insteadOf(world: Asked, look: Look, query: Query, currency: Currency | null): Instead {
  const total = look.found(query, currency).length
  const filters = withoutEach(query)
    .map(([filter, change]) => ({ filter, total: look.found({ ...query, ...change }, currency).length }))
    .filter((other) => other.total > total)
    .toSorted((a, b) => compare([-a.total, a.filter], [-b.total, b.filter]))
  return { dates: datesInstead(look, query, currency), places: placesInstead(look, query, currency), filters }
}

function datesInstead(look: Look, query: Query, currency: Currency | null): Instead['dates'] {
  const { when } = query
  if (!when) return []
  const days = Array.from({ length: 29 }, (_, index) => when.wished - 14 + index).filter((day) => !when.arrivals.includes(day))
  return days
    .map((day) => ({ day, found: look.found({ ...query, when: { nights: when.nights, arrivals: [day], wished: day } }, currency) }))
    .filter(({ found }) => found.length > 0)
    .toSorted((a, b) => compare([Math.abs(a.day - when.wished), a.day], [Math.abs(b.day - when.wished), b.day]))
    .slice(0, 4)
    .map(({ day, found }) => {
      const checkIn = fromDayNumber(day)
      return { checkIn, checkOut: addDays(checkIn, when.nights), count: found.length, from: leastOf(found) }
    })
}

function placesInstead(look: Look, query: Query, currency: Currency | null): PlaceInstead[] {
  const { box } = query
  if (!box) return []
  const near = look
    .suiting({ ...query, box: null })
    .map((each) => ({ ...each, km: kilometres(middleOf(box), each.listing) }))
    .filter(({ km }) => km <= reachOf(box) + 100)
  const away = withinLimits(query, near, currency)
    .filter(({ listing }) => listing.town !== '' && !isInside(listing, box))
    .toSorted((a, b) => compare([Math.round(a.km * 1000), a.listing.id], [Math.round(b.km * 1000), b.listing.id]))
  const byTown = [...Map.groupBy(away, ({ listing }) => townId(listing))]
  return byTown
    .map(([id, homes]) => ({ id, count: homes.length, ...homes[0]! }))
    .toSorted((a, b) => compare([Math.round(a.km * 1000), a.id], [Math.round(b.km * 1000), b.id]))
    .slice(0, 3)
    .map(({ id, count, km, listing: { town, region, country } }) => ({ id, town, region, country, count, km }))
}

function withoutEach(query: Query): [Instead['filters'][number]['filter'], Partial<Query>][] {
  const { guests, amenities } = query
  const without: ReturnType<typeof withoutEach> = []
  if (query.priceMin !== null || query.priceMax !== null) without.push(['price', { priceMin: null, priceMax: null }])
  if (guests.adults > 1 || guests.children > 0) without.push(['guests', { guests: { ...guests, adults: 1, children: 0 } }])
  if (guests.pets > 0) without.push(['pets', { guests: { ...guests, pets: 0 } }])
  if (query.placeTypes.length > 0) without.push(['placeTypes', { placeTypes: [] }])
  if (query.propertyTypes.length > 0) without.push(['propertyTypes', { propertyTypes: [] }])
  if (query.bedroomsMin > 0) without.push(['bedroomsMin', { bedroomsMin: 0 }])
  if (query.bedsMin > 0) without.push(['bedsMin', { bedsMin: 0 }])
  if (query.bathroomsMin > 0) without.push(['bathroomsMin', { bathroomsMin: 0 }])
  if (query.ratingMin > 0) without.push(['ratingMin', { ratingMin: 0 }])
  if (query.instantBook) without.push(['instantBook', { instantBook: false }])
  if (query.freeCancellation) without.push(['freeCancellation', { freeCancellation: false }])
  for (const amenity of new Set(amenities)) {
    without.push([`amenity:${amenity}`, { amenities: amenities.filter((other) => other !== amenity) }])
  }
  return without
}

/** Each day by itself; or the currencies of which the question must name one. */
export function referenceCalendar(world: Asked, query: Query): CalendarDay[] | Currency[] {
  const { when } = query
  if (!when) return []
  const look = newLook(world)
  const each = when.arrivals.map((day) => ({ ...query, when: { nights: when.nights, arrivals: [day], wished: day } }))
  const currencies = currenciesOf(each.flatMap((asked) => look.suiting(asked)))
  if (currencies.length > 1) return currencies
  return each.map((asked, index) => {
    const found = look.found(asked, null)
    return { checkIn: fromDayNumber(when.arrivals[index] ?? 0), count: found.length, from: leastOf(found) }
  })
}
