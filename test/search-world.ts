import { dayNumber, fromDayNumber, weekday, type CalendarDate } from '../src/kernel/calendar-date.ts'
import { dayMs, hourMs, instant, later, type Instant } from '../src/kernel/clock.ts'
import { newIds } from '../src/kernel/ids.ts'
import type { Currency } from '../src/kernel/money.ts'
import { seededRandom } from '../src/kernel/random.ts'
import { nightCount } from '../src/kernel/stay.ts'
import type { AgreedPolicy } from '../src/listings/cancellation-policy.ts'
import { nightsAheadMax } from '../src/listings/listing-policy.ts'
import type { Terms } from '../src/pricing/market-terms.ts'
import { boxAround, type Box } from '../src/search/geography.ts'
import { arrivalsMax, calendarArrivalsMax, type Query, type When } from '../src/search/query.ts'
import type { SearchListing } from '../src/search/search-listing.ts'
import { newDice, type Dice } from './dice.ts'
import { amenities, newFacts, newPolicies, newTerms, placeTypes, propertyTypes } from './search-facts.ts'
import { newLook } from './search-reference.ts'

/** Random listings and questions, the same for the same seed, with the rare cases frequent: date line, poles, window's ends. */
export type SearchWorld = {
  now: Instant
  terms: Terms
  policies: AgreedPolicy[]
  listings: SearchListing[]
  query(): Query
  /** A question for the calendar: of many days, each by itself. */
  season(): Query
  fresh(): SearchListing
}

const centres = [
  { lat: 1.3, lng: 103.8 },
  { lat: -17.8, lng: 179.99 },
  { lat: 89.9, lng: 10 },
  { lat: 39.1, lng: -39.2 },
]

export function newSearchWorld(seed: number): SearchWorld {
  const dice = newDice(seed)
  const day = dice.chance(0.2) ? instant('2028-02-25T00:00:00Z') : later(instant('2027-11-20T00:00:00Z'), dice.below(500) * dayMs)
  const now = later(day, dice.below(24 * 4) * (hourMs / 4))
  const currencies = dice.pick([['EUR'], ['SGD'], ['EUR', 'JPY']]) as Currency[]
  const ids = newIds({ now: () => now }, seededRandom(seed))
  const home = dice.pick(centres)
  const policies = newPolicies(dice, () => ids.next<'policy'>())
  const fresh = () => newFacts({ dice, now, home, currencies, policies, id: ids.next<'listing'>() })
  const listings = Array.from({ length: 1 + dice.below(40) }, fresh)
  const asked = { now, home, currencies, listings }
  const season = (): Query => ({ ...newQuery(dice, asked), when: newSeason(dice, now), cursor: null })
  return { now, terms: newTerms(dice), policies, listings, query: () => newQuery(dice, asked), season, fresh }
}

type Asked = { now: Instant; home: { lat: number; lng: number }; currencies: Currency[]; listings: SearchListing[] }

function newQuery(dice: Dice, { now, home, currencies, listings }: Asked): Query {
  const box = newBox(dice, home, listings)
  const priced = currencies.length === 1 || dice.chance(0.5)
  // Every second question asks for little more than dates, or hardly any would find something.
  const asking = dice.pick([0.15, 1])
  const sometimes = <T>(share: number, asked: () => T, none: T) => (dice.chance(share * asking) ? asked() : none)
  return {
    box,
    centre: box && { lat: home.lat, lng: home.lng },
    when: dice.chance(0.75) ? newWhen(dice, now) : null,
    guests: {
      adults: 1 + sometimes(0.7, () => dice.below(3), 0),
      children: sometimes(0.5, () => dice.below(3), 0),
      infants: dice.below(3),
      pets: sometimes(0.4, () => 1 + dice.below(2), 0),
    },
    priceMin: priced ? sometimes(0.2, () => dice.below(60_000), null) : null,
    priceMax: priced ? sometimes(0.3, () => dice.below(300_000), null) : null,
    priceBy: dice.pick(['total', 'night']),
    currency: sometimes(0.3, () => dice.pick([...currencies, ...currencies, 'XXX' as Currency]), null),
    amenities: amenities.filter(() => dice.chance(0.08)).concat(sometimes(0.05, () => ['dungeon'], [])),
    placeTypes: sometimes(0.2, () => placeTypes.filter(() => dice.chance(0.5)), []),
    propertyTypes: sometimes(0.2, () => propertyTypes.filter(() => dice.chance(0.5)), []),
    bedroomsMin: sometimes(0.3, () => dice.pick([1, 2, 9]), 0),
    bedsMin: sometimes(0.3, () => dice.pick([1, 3]), 0),
    bathroomsMin: sometimes(0.3, () => dice.pick([1, 1.5]), 0),
    ratingMin: sometimes(0.3, () => dice.pick([300, 450, 480]), 0),
    instantBook: sometimes(0.2, () => true, false),
    freeCancellation: sometimes(0.4, () => true, false),
    facets: dice.chance(0.3),
    instead: dice.chance(0.4),
    sort: dice.pick(box ? (['recommended', 'price', 'rating', 'distance'] as const) : (['recommended', 'price', 'rating'] as const)),
    limit: 1 + dice.below(10),
    cursor: null,
  }
}

/** Sometimes with an edge exactly on somebody's point. */
function newBox(dice: Dice, home: { lat: number; lng: number }, listings: readonly SearchListing[]): Box | null {
  if (dice.chance(0.3)) return null
  const [west, south, east, north] = boxAround(home, dice.pick([0.05, 2, 60, 3_000, 21_000]))
  const on = dice.chance(0.3) ? dice.pick(listings) : undefined
  return [on?.lng ?? west, on && south <= on.lat && dice.chance(0.5) ? on.lat : south, east, north]
}

/** Mostly soon and short; sometimes past, very long, or at the window's very end. */
function newWhen(dice: Dice, now: Instant): When {
  const today = Math.floor(now / dayMs)
  const nights = dice.pick([1, 2, 2, 3, 3, 3, 5, 7, 14, 28, 30, 365])
  const ahead = dice.pick([dice.below(20), dice.below(300), -1, 0, 1, nightsAheadMax - nights + dice.below(4) - 2, nightsAheadMax])
  const wished = today + ahead
  const arrivals = dice.pick([() => [wished], () => [wished], () => around(dice, wished), () => monthOf(dice, wished)])()
  return { nights, arrivals, wished }
}

/** Some days either side; those that are past, for one, are left out. */
function around(dice: Dice, wished: number): number[] {
  const flex = dice.pick([1, 2, 3, 7])
  const all = Array.from({ length: 2 * flex + 1 }, (_, index) => wished - flex + index)
  const from = dice.chance(0.3) ? wished + dice.below(2) : wished - flex
  return all.filter((day) => day >= from)
}

/** The days of a month, or its Fridays, whether or not the day wished is one. */
function monthOf(dice: Dice, wished: number): number[] {
  const month = fromDayNumber(wished).slice(0, 7)
  const first = dayNumber(`${month}-01` as CalendarDate)
  const all = Array.from({ length: arrivalsMax }, (_, index) => first + index).filter((day) => fromDayNumber(day).startsWith(month))
  return dice.chance(0.5) ? all : all.filter((day) => weekday(day) === 5)
}

function newSeason(dice: Dice, now: Instant): When {
  const { nights, wished } = newWhen(dice, now)
  const length = dice.pick([1, 7, 31, calendarArrivalsMax])
  return { nights, wished, arrivals: Array.from({ length }, (_, index) => wished + index) }
}

/** Exactly from one day for so many nights. */
export function whenOf(checkIn: CalendarDate, nights: number): When {
  const wished = dayNumber(checkIn)
  return { nights, arrivals: [wished], wished }
}

/** Sometimes with limits that are somebody's price to the cent, or just beside it. */
export function budgeted(world: SearchWorld, query: Query, dice: Dice): Query {
  if (!dice.chance(0.3)) return query
  const offers = newLook(world)
    .suiting({ ...query, priceMin: null, priceMax: null })
    .flatMap(({ offer }) => offer ?? [])
  const limits = offers.flatMap(({ total, stay }) => {
    const exact = query.priceBy === 'night' ? total / nightCount(stay) : total
    return [Math.floor(exact), Math.ceil(exact)]
  })
  if (limits.length === 0) return query
  return { ...query, priceMin: dice.pick([null, ...limits]), priceMax: dice.pick([null, ...limits]) }
}
