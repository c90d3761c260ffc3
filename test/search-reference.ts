import { addDays, dayNumber, type CalendarDate } from '../src/kernel/calendar-date.ts'
import { dayMs, type Instant } from '../src/kernel/clock.ts'
import type { ListingId } from '../src/kernel/ids.ts'
import { parseStay, type Stay } from '../src/kernel/stay.ts'
import { dateAt, wallInstant } from '../src/kernel/zone.ts'
import { checkStayRequest, isTooLateToAsk, nightsAheadMax } from '../src/listings/listing-policy.ts'
import type { Terms } from '../src/pricing/market-terms.ts'
import { priceStay } from '../src/pricing/quote.ts'
import type { Query } from '../src/search/engine.ts'
import { rankOf, type Rank } from '../src/search/order.ts'
import type { SearchListing } from '../src/search/rows.ts'

/** What search must answer, found the slow and obvious way: each listing by itself, each night by itself, by the rules of booking. */
export type ReferenceHit = { id: ListingId; stay: Stay | null; total: number | null; currency: string; listing: SearchListing }
export type Reference = { suiting: ReferenceHit[]; ordered: ReferenceHit[] }

export function referenceSearch(listings: readonly SearchListing[], terms: Terms, query: Query, now: Instant): Reference {
  const today = newToday(now)
  const suiting = listings
    .filter((listing) => passes(listing, query))
    .flatMap((listing): ReferenceHit[] => {
      const stay = query.stay
        ? stayIfFree(listing, query.stay, query, { today: today(listing), now })
        : nearestStay(listing, query, { today: today(listing), now })
      if (query.stay && !stay) return []
      const { plan, overrides, currency } = listing
      const total = stay ? priceStay({ plan, overrides, terms, currency, stay, guests: query.guests }).total.minor : null
      // What costs nothing is not on offer: see offerStay in bookings.
      if (total === 0) return query.stay ? [] : [{ id: listing.id, stay: null, total: null, currency, listing }]
      return [{ id: listing.id, stay, total, currency, listing }]
    })
  const { priceMin, priceMax } = query
  const inBudget = suiting.filter(({ total }) => {
    if (priceMin === null && priceMax === null) return true
    return total !== null && total >= (priceMin ?? 0) && total <= (priceMax ?? Number.MAX_VALUE)
  })
  const ranked = inBudget.map((hit) => ({ hit, rank: referenceRank(hit, query, now) }))
  const ordered = ranked.toSorted((a, b) => a.rank[0] - b.rank[0] || a.rank[1] - b.rank[1] || (a.hit.id < b.hit.id ? -1 : 1))
  return { suiting, ordered: ordered.map(({ hit }) => hit) }
}

/** What day it is where the listing is. */
function newToday(now: Instant): (listing: SearchListing) => CalendarDate {
  const days = new Map<string, CalendarDate>()
  return ({ zone }) => {
    const day = days.get(zone) ?? dateAt(now, zone)
    days.set(zone, day)
    return day
  }
}

function passes(listing: SearchListing, query: Query): boolean {
  if (query.box) {
    const [west, south, east, north] = query.box
    if (listing.lat < south || listing.lat > north) return false
    const [fromWest, wide] = [(listing.lng - west + 720) % 360, (east - west + 720) % 360]
    const allRound = west === -180 && east === 180
    if (!allRound && fromWest > wide + 1e-9) return false
  }
  const { guests } = query
  if (guests.adults + guests.children > listing.capacity || guests.pets > listing.petsMax) return false
  if (listing.beds < query.bedsMin || listing.bathroomHalves / 2 < query.bathroomsMin) return false
  if (listing.bedrooms < query.bedroomsMin || (query.instantBook && !listing.instantBook)) return false
  if (query.placeTypes.length > 0 && !query.placeTypes.includes(listing.placeType)) return false
  if (query.propertyTypes.length > 0 && !query.propertyTypes.includes(listing.propertyType)) return false
  if (query.currency !== null && listing.currency !== query.currency) return false
  return query.amenities.every((amenity) => listing.amenities.includes(amenity))
}

type When = { today: CalendarDate; now: Instant }

function stayIfFree(listing: SearchListing, stay: Stay, { guests }: Query, { today, now }: When): Stay | null {
  const nightsMin = shortestOn(listing, dayNumber(stay.checkIn))
  if (!checkStayRequest({ ...listing, nightsMin }, stay, guests, today).ok) return null
  if (!listing.instantBook && isTooLateToAsk(wallInstant(stay.checkIn, listing.checkInFrom, listing.zone), now)) return null
  const [first, end] = [dayNumber(stay.checkIn), dayNumber(stay.checkOut)]
  const wanted = Array.from({ length: end - first }, (_, index) => first + index)
  return takenOf(listing).some((taken) => !wanted.some((night) => taken.has(night))) ? stay : null
}

const known = new WeakMap<SearchListing, Set<number>[]>()

function takenOf(listing: SearchListing): Set<number>[] {
  const taken = known.get(listing) ?? listing.units.map((days) => new Set(days))
  known.set(listing, taken)
  return taken
}

/** Day by day through all rules: whichever speaks of this one. */
const shortestOn = ({ nightsMin, stayRules }: SearchListing, day: number) =>
  stayRules.find(({ fromDay, untilDay }) => fromDay <= day && day < untilDay)?.nightsMin ?? nightsMin

function nearestStay(listing: SearchListing, query: Query, when: When): Stay | null {
  const { today } = when
  for (let ahead = 0; ahead < nightsAheadMax; ahead++) {
    const count = Math.min(Math.max(3, shortestOn(listing, dayNumber(today) + ahead)), listing.nightsMax)
    const stay = parseStay(addDays(today, ahead), addDays(today, ahead + count))
    const free = stay.ok ? stayIfFree(listing, stay.value, query, when) : null
    if (free) return free
  }
  return null
}

function referenceRank(hit: ReferenceHit, query: Query, now: Instant): Rank {
  const { listing, total, currency } = hit
  const metres = query.centre ? Math.round(1000 * kilometres(query.centre, listing)) : 0
  const today = Math.floor(now / dayMs)
  if (query.sort === 'price') return total === null ? [2e9, 0] : [currency < 'F' ? 0 : currency < 'K' ? 1 : 2, total]
  if (query.sort === 'rating') return listing.ratingHundredths === null ? [2e9, 0] : [-listing.ratingHundredths, -listing.reviewCount]
  if (query.sort === 'distance') return [metres, 0]
  return rankOf('recommended', {
    rating: listing.ratingHundredths ?? 0,
    reviewCount: listing.reviewCount,
    reviewAge: listing.reviewedOn === null ? null : today - listing.reviewedOn,
    instantBook: listing.instantBook,
    km: query.centre && kilometres(query.centre, listing),
    reachKm: query.box ? reach(query.box) : 0,
    waitDays: query.stay || !hit.stay ? 0 : Math.max(0, dayNumber(hit.stay.checkIn) - today),
    total,
    currency: listing.currency,
  })
}

const reach = ([west, south, east, north]: NonNullable<Query['box']>) => {
  const wide = west <= east ? east - west : east - west + 360
  return kilometres({ lat: (south + north) / 2, lng: west + wide / 2 }, { lat: north, lng: east })
}

type Spot = { lat: number; lng: number }

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
