import { addDays, dayNumber, fromDayNumber, type CalendarDate } from '../src/kernel/calendar-date.ts'
import type { Instant } from '../src/kernel/clock.ts'
import type { Currency } from '../src/kernel/money.ts'
import { nightCount, nights, parseStay, type Stay } from '../src/kernel/stay.ts'
import { dateAt, wallInstant } from '../src/kernel/zone.ts'
import { freeCancellationUntil } from '../src/listings/cancellation-policy.ts'
import { checkStayRequest, isTooLateToAsk, nightsAheadMax } from '../src/listings/listing-policy.ts'
import type { Terms } from '../src/pricing/market-terms.ts'
import { priceStay } from '../src/pricing/quote.ts'
import type { Query } from '../src/search/query.ts'
import type { SearchListing } from '../src/search/search-listing.ts'

/**
 * What search must answer, found the slow and obvious way: each listing by itself, each stay by itself, each night by
 * itself, by the rules of booking; and each other question that an answer counts, asked anew.
 */
export type Asked = { now: Instant; terms: Terms; listings: readonly SearchListing[] }

/** A home that suits, and the stay that it offers. */
export type Suiting = { listing: SearchListing; offer: Offer | null }
type Offer = { stay: Stay; total: number }

/** Knows what has been asked already of one listing: what costs nothing but time is asked once. */
export type Look = { suiting(query: Query): Suiting[]; found(query: Query, currency: Currency | null): Suiting[] }

export function newLook(world: Asked): Look {
  const offerOf = newOfferOf(world)
  const suiting = (query: Query) =>
    world.listings
      .filter((listing) => passes(listing, query))
      .map((listing) => ({ listing, offer: offerOf(listing, query) }))
      .filter(({ offer }) => offer !== null || (query.when === null && !query.freeCancellation))
  return { suiting, found: (query, currency) => withinLimits(query, suiting(query), currency) }
}

/** In the one currency that limits of price are in: the one given, else the only one on offer. */
export function withinLimits<Home extends Suiting>(query: Query, suiting: Home[], currency: Currency | null): Home[] {
  const { priceMin, priceMax, priceBy } = query
  if (priceMin === null && priceMax === null) return suiting
  const onOffer = currenciesOf(suiting)
  const held = currency ?? (onOffer.length === 1 ? onOffer[0] : undefined)
  return suiting.filter(({ listing, offer }) => {
    if (!offer || listing.currency !== held) return false
    const limit = (minor: number) => BigInt(minor) * BigInt(priceBy === 'night' ? nightCount(offer.stay) : 1)
    return (priceMin === null || BigInt(offer.total) >= limit(priceMin)) && (priceMax === null || BigInt(offer.total) <= limit(priceMax))
  })
}

export const currenciesOf = (suiting: readonly Suiting[]) =>
  [...new Set(suiting.flatMap(({ listing, offer }) => (offer ? [listing.currency] : [])))].toSorted()

function passes(listing: SearchListing, query: Query): boolean {
  if (query.box && !isInside(listing, query.box)) return false
  const { guests } = query
  if (guests.adults + guests.children > listing.capacity || guests.pets > listing.petsMax) return false
  if (listing.beds < query.bedsMin || listing.bathroomHalves / 2 < query.bathroomsMin) return false
  if (listing.bedrooms < query.bedroomsMin || (query.instantBook && !listing.instantBook)) return false
  if (query.ratingMin > 0 && (listing.ratingHundredths === null || listing.ratingHundredths < query.ratingMin)) return false
  if (query.placeTypes.length > 0 && !query.placeTypes.includes(listing.placeType)) return false
  if (query.propertyTypes.length > 0 && !query.propertyTypes.includes(listing.propertyType)) return false
  if (query.currency !== null && listing.currency !== query.currency) return false
  return query.amenities.every((amenity) => listing.amenities.includes(amenity))
}

export function isInside({ lat, lng }: Spot, [west, south, east, north]: NonNullable<Query['box']>): boolean {
  if (lat < south || lat > north) return false
  return west <= east ? west <= lng && lng <= east : lng >= west || lng <= east
}

/** What a home offers: of the stays asked for the cheapest, else the nearest. Prices and nights are looked up once for each stay. */
function newOfferOf({ now, terms }: Asked): (listing: SearchListing, query: Query) => Offer | null {
  const days = new Map<string, CalendarDate>()
  const todayAt = ({ zone }: SearchListing) => {
    const day = days.get(zone) ?? dateAt(now, zone)
    days.set(zone, day)
    return day
  }
  const mayBe = (listing: SearchListing, stay: Stay | null, { freeCancellation }: Query) =>
    stay !== null && isFree(listing, stay, { today: todayAt(listing), now }) && (!freeCancellation || isFreely(listing, stay, now))
  const priced = (listing: SearchListing, stay: Stay, { guests }: Query): Offer | null => {
    const { plan, overrides, currency } = listing
    const total = priceStay({ plan, overrides, terms, currency, stay, guests }).total.minor
    // What costs nothing is not on offer: see offerStay in bookings.
    return total === 0 ? null : { stay, total }
  }
  const offers = new Map<string, Offer | null>()
  return (listing, query) => {
    const key = JSON.stringify([listing.id, query.when, query.guests, query.freeCancellation])
    const known = offers.get(key)
    if (known !== undefined) return known
    const all = query.when ? staysOf(query.when).filter((stay) => mayBe(listing, stay, query)) : []
    const nearest = query.when ? null : nearestOf(listing, todayAt(listing), (stay) => mayBe(listing, stay, query))
    const offer = query.when
      ? cheapest(
          all.flatMap((stay) => priced(listing, stay, query) ?? []),
          query.when.wished,
        )
      : nearest && priced(listing, nearest, query)
    offers.set(key, offer)
    return offer
  }
}

const staysOf = ({ nights: count, arrivals }: NonNullable<Query['when']>): Stay[] =>
  arrivals.flatMap((day) => {
    const stay = parseStay(fromDayNumber(day), fromDayNumber(day + count))
    return stay.ok ? [stay.value] : []
  })

/** One look at each: a better one takes the place of the best so far. */
function cheapest(offers: readonly Offer[], wished: number): Offer | null {
  let best: Offer | null = null
  const awayOf = ({ stay }: Offer) => Math.abs(dayNumber(stay.checkIn) - wished)
  for (const offer of offers) {
    const isBetter = best === null || offer.total < best.total || (offer.total === best.total && awayOf(offer) < awayOf(best))
    if (isBetter) best = offer
  }
  return best
}

function nearestOf(listing: SearchListing, today: CalendarDate, mayBe: (stay: Stay) => boolean): Stay | null {
  for (let ahead = 0; ahead < nightsAheadMax; ahead++) {
    const count = Math.min(Math.max(3, shortestOn(listing, dayNumber(today) + ahead)), listing.nightsMax)
    const stay = parseStay(addDays(today, ahead), addDays(today, ahead + count))
    if (stay.ok && mayBe(stay.value)) return stay.value
  }
  return null
}

const oneAdult = { adults: 1, children: 0, infants: 0, pets: 0 }

function isFree(listing: SearchListing, stay: Stay, { today, now }: { today: CalendarDate; now: Instant }): boolean {
  const nightsMin = shortestOn(listing, dayNumber(stay.checkIn))
  if (!checkStayRequest({ ...listing, nightsMin }, stay, oneAdult, today).ok) return false
  if (!listing.instantBook && isTooLateToAsk(wallInstant(stay.checkIn, listing.checkInFrom, listing.zone), now)) return false
  const wanted = nights(stay).map(dayNumber)
  return takenOf(listing).some((taken) => !wanted.some((night) => taken.has(night)))
}

const isFreely = ({ policy, checkInFrom, zone }: SearchListing, stay: Stay, bookedAt: Instant) =>
  freeCancellationUntil(policy, { stay, checkInFrom, zone, bookedAt }) !== null

const takenNights = new WeakMap<SearchListing, Set<number>[]>()

function takenOf(listing: SearchListing): Set<number>[] {
  const taken = takenNights.get(listing) ?? listing.units.map((days) => new Set(days))
  takenNights.set(listing, taken)
  return taken
}

/** Day by day through all rules: whichever speaks of this one. */
const shortestOn = ({ nightsMin, stayRules }: SearchListing, day: number) =>
  stayRules.find(({ fromDay, untilDay }) => fromDay <= day && day < untilDay)?.nightsMin ?? nightsMin

export type Spot = Readonly<{ lat: number; lng: number }>

/** By the angle between the two directions from the earth's middle. */
export function kilometres(a: Spot, b: Spot): number {
  const [u, v] = [direction(a), direction(b)]
  const chord = Math.hypot(u[0] - v[0], u[1] - v[1], u[2] - v[2])
  return 6371.0088 * 2 * Math.asin(Math.min(1, chord / 2))
}

function direction({ lat, lng }: Spot): [number, number, number] {
  const [phi, lambda] = [(lat * Math.PI) / 180, (lng * Math.PI) / 180]
  return [Math.cos(phi) * Math.cos(lambda), Math.cos(phi) * Math.sin(lambda), Math.sin(phi)]
}
