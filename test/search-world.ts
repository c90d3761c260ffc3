import { addDays, dayNumber, fromDayNumber, type CalendarDate } from '../src/kernel/calendar-date.ts'
import { dayMs, hourMs, instant, later, type Instant } from '../src/kernel/clock.ts'
import { newIds } from '../src/kernel/ids.ts'
import type { Currency } from '../src/kernel/money.ts'
import { seededRandom } from '../src/kernel/random.ts'
import { parseStay, type Stay } from '../src/kernel/stay.ts'
import { wallTime, type Zone } from '../src/kernel/zone.ts'
import { nightsAheadMax } from '../src/listings/listing-policy.ts'
import type { Terms } from '../src/pricing/market-terms.ts'
import { boxAround, wrapLng, type Box } from '../src/search/geography.ts'
import type { Query } from '../src/search/engine.ts'
import type { SearchListing } from '../src/search/rows.ts'
import type { Dice } from './dice.ts'
import { newDice } from './dice.ts'

/** Random listings and questions, the same for the same seed, with the rare cases frequent: date line, poles, window's ends. */
export type SearchWorld = { now: Instant; terms: Terms; listings: SearchListing[]; query(): Query; fresh(): SearchListing }

const zones = ['Pacific/Kiritimati', 'Etc/GMT+12', 'America/St_Johns', 'Asia/Singapore', 'Europe/Paris'] as Zone[]
const amenities = ['wifi', 'kitchen', 'parking', 'pool', 'stove']
const placeTypes = ['entire', 'private_room', 'shared_room', 'hotel_room']
const propertyTypes = ['house', 'apartment', 'cabin']
const centres = [
  { lat: 1.3, lng: 103.8 },
  { lat: -17.8, lng: 179.99 },
  { lat: 89.9, lng: 10 },
  { lat: 39.1, lng: -39.2 },
]

export function newSearchWorld(seed: number): SearchWorld {
  const dice = newDice(seed)
  const now = later(instant('2027-11-20T00:00:00Z'), dice.below(500) * dayMs + dice.below(24 * 4) * (hourMs / 4))
  const currencies = dice.pick([['EUR'], ['SGD'], ['EUR', 'JPY']]) as Currency[]
  const ids = newIds({ now: () => now }, seededRandom(seed))
  const home = dice.pick(centres)
  const fresh = () => newFacts({ dice, now, home, currencies, id: ids.next<'listing'>() })
  const listings = Array.from({ length: 1 + dice.below(40) }, fresh)
  return { now, terms: newTerms(dice, currencies), listings, query: () => newQuery(dice, { now, home, currencies, listings }), fresh }
}

type Makings = { dice: Dice; now: Instant; home: { lat: number; lng: number }; currencies: Currency[]; id: SearchListing['id'] }

function newFacts({ dice, now, home, currencies, id }: Makings): SearchListing {
  const today = Math.floor(now / dayMs)
  const nightsMin = dice.pick([1, 1, 1, 2, 3, 3, 7, 28, 400])
  const spread = dice.pick([0.001, 0.05, 1])
  const flats = dice.pick([1, 1, 1, 2, 3])
  return {
    id,
    lat: Math.max(-90, Math.min(90, home.lat + (dice.share() - 0.5) * spread)),
    lng: wrapLng(home.lng + (dice.share() - 0.5) * spread),
    country: 'SG',
    region: null,
    town: dice.pick(['Portmerrow', 'Alderbrook', '']),
    neighbourhood: dice.pick([null, 'Quay', 'Mill']),
    zone: dice.pick(zones),
    placeType: dice.pick(placeTypes),
    propertyType: dice.pick(propertyTypes),
    capacity: 1 + dice.below(8),
    bedrooms: dice.below(4),
    beds: dice.below(6),
    bathroomHalves: dice.below(7),
    petsMax: dice.below(3),
    instantBook: dice.chance(0.5),
    checkInFrom: wallTime(dice.pick(['00:00', '00:30', '11:10', '15:00', '23:59'])),
    nightsMin,
    nightsMax: dice.pick([nightsMin, 2, 14, 365, 1125]),
    currency: dice.pick(currencies),
    amenities: amenities.filter(() => dice.chance(0.6)),
    ...newRating(dice, today),
    plan: newPlan(dice),
    overrides: newRanges(dice, today).map(([from, until]) => ({ fromDay: from, untilDay: until, nightlyMinor: dice.below(40_000) })),
    stayRules: dice.chance(0.5)
      ? []
      : newRanges(dice, today).map(([from, until]) => ({ fromDay: from, untilDay: until, nightsMin: dice.pick([1, 2, 3, 4, 7, 400]) })),
    units: Array.from({ length: flats }, () =>
      newRanges(dice, today).flatMap(([from, until]) => Array.from({ length: until - from }, (_, i) => from + i)),
    ),
  }
}

function newRating(dice: Dice, today: number) {
  if (dice.chance(0.3)) return { reviewCount: 0, ratingHundredths: null, reviewedOn: null }
  const ratingHundredths = dice.pick([null, 100 + dice.below(401), 480])
  return { reviewCount: 1 + dice.below(300), ratingHundredths, reviewedOn: today - dice.below(800) }
}

function newPlan(dice: Dice) {
  return {
    baseMinor: dice.below(30_000),
    weekendMinor: dice.pick([null, dice.below(50_000)]),
    weeklyDiscountBp: dice.pick([0, 1_000, 3_333]),
    monthlyDiscountBp: dice.pick([0, 2_500]),
    cleaningMinor: dice.pick([0, 4_999]),
    guestsIncluded: 1 + dice.below(4),
    extraGuestMinor: dice.pick([0, 1_500]),
    petMinor: dice.pick([0, 2_001]),
  }
}

/** Ranges of nights in order, apart from each other, some before today and some beyond the window; often few, sometimes all. */
function newRanges(dice: Dice, today: number): [from: number, until: number][] {
  const ranges: [number, number][] = []
  if (dice.chance(0.05)) return [[today - 2, today + 800]]
  let day = today - 5
  const busy = dice.pick([2, 12, 60, 200])
  while (day < today + 790) {
    const from = day + 1 + dice.below(busy)
    day = from + 1 + dice.below(busy === 200 ? 60 : 9)
    ranges.push([from, day])
  }
  return ranges
}

function newTerms(dice: Dice, [currency]: Currency[]): Terms {
  const tax = dice.pick<Terms['tax']>([
    { kind: 'none' },
    { kind: 'percent', name: 'GST', bp: 900, base: ['nights', 'cleaning', 'guest_fee'] },
    {
      kind: 'per_guest_night',
      name: 'Town tax',
      minor: 210,
      currency: currency ?? ('EUR' as Currency),
      capNights: 7,
      adultsOnly: dice.chance(0.5),
    },
  ])
  return { guestFeeBp: dice.pick([0, 1_275]), hostFeeBp: dice.pick([0, 300]), tax }
}

type Asked = { now: Instant; home: { lat: number; lng: number }; currencies: Currency[]; listings: SearchListing[] }

function newQuery(dice: Dice, { now, home, currencies, listings }: Asked): Query {
  const box = newBox(dice, home, listings)
  const priced = currencies.length === 1 || dice.chance(0.5)
  const currency = dice.chance(0.3) ? dice.pick([...currencies, ...currencies, 'XXX']) : null
  return {
    box,
    centre: box && { lat: home.lat, lng: home.lng },
    stay: dice.chance(0.75) ? newStay(dice, now) : null,
    guests: { adults: 1 + dice.below(3), children: dice.pick([0, 0, 1, 2]), infants: dice.below(3), pets: dice.pick([0, 0, 1]) },
    priceMin: priced && dice.chance(0.2) ? dice.below(60_000) : null,
    priceMax: priced && dice.chance(0.3) ? dice.below(300_000) : null,
    currency,
    amenities: amenities.filter(() => dice.chance(0.08)).concat(dice.chance(0.03) ? ['dungeon'] : []),
    placeTypes: dice.chance(0.8) ? [] : placeTypes.filter(() => dice.chance(0.5)),
    propertyTypes: dice.chance(0.8) ? [] : propertyTypes.filter(() => dice.chance(0.5)),
    bedroomsMin: dice.pick([0, 0, 1, 2]),
    bedsMin: dice.pick([0, 0, 0, 1, 3]),
    bathroomsMin: dice.pick([0, 0, 0, 1, 1.5]),
    instantBook: dice.chance(0.2),
    facets: dice.chance(0.3),
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
function newStay(dice: Dice, now: Instant): Stay {
  const today = fromDayNumber(Math.floor(now / dayMs))
  const nights = dice.pick([1, 2, 2, 3, 3, 3, 5, 7, 14, 30, 365])
  const ahead = dice.pick([dice.below(20), dice.below(300), -1, 0, 1, nightsAheadMax - nights + dice.below(4) - 2, nightsAheadMax])
  return stayOf(addDays(today, ahead), nights)
}

export function stayOf(checkIn: CalendarDate, nights: number): Stay {
  const stay = parseStay(checkIn, fromDayNumber(dayNumber(checkIn) + nights))
  if (!stay.ok) throw new Error(`no stay: ${checkIn} for ${nights}`)
  return stay.value
}
