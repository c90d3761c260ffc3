import { fromDayNumber, type DayNumber } from '../../src/kernel/calendar-date.ts'
import type { Currency } from '../../src/kernel/money.ts'
import { boxAround, centreOf, wrapLng, type Box, type Point } from '../../src/search/geography.ts'
import type { Query, Sort, When } from '../../src/search/query.ts'
import { choosing, drawFor, type Draw } from './draw.ts'
import type { Town, Towns } from './towns.ts'

/** What a guest asks for: a town or a piece of map near one, dates, guests and two filters. */
export type Question = Readonly<{ query: Query & { when: When }; /** The same for the API, without the leading '?'. */ parameters: string }>

export type QuestionsOptions = Readonly<{ towns: Towns; seed: number; today: DayNumber; sorts?: readonly Sort[] }>

/** Questions by number: each is like no other. Towns come as often as homes are in them. */
export function newQuestions({ towns, seed, today, sorts = usualSorts }: QuestionsOptions): (index: number) => Question {
  return (index) => {
    const draw = drawFor(seed, index)
    const town = towns.pick(draw)
    const { box, centre, placeId } = draw.chance(0.5) ? { ...town, centre: town, placeId: town.placeId } : mapNear(town, draw)
    const nights = stayNights(draw)
    const checkIn = today + 3 + Math.min(300, Math.round(-Math.log(1 - draw.share()) * 45))
    const adults = adultCount(draw)
    const children = draw.chance(0.2) ? 1 + draw.below(2) : 0
    const sort = sorts[draw.below(sorts.length)] ?? 'recommended'
    const query = {
      ...askingNothing,
      box,
      centre: { lat: centre.lat, lng: centre.lng },
      when: { nights, arrivals: [checkIn], wished: checkIn },
      guests: { adults, children, infants: 0, pets: 0 },
      sort,
      ...twoFilters(draw, town.currency, nights),
    }
    return { query, parameters: parametersOf(query, placeId) }
  }
}

/** Four of five never touch the order. */
const usualSorts: readonly Sort[] = [...Array.from({ length: 16 }, () => 'recommended' as const), 'price', 'price', 'price', 'rating']

const pageHits = 18

const askingNothing: Omit<Query, 'box' | 'centre' | 'when' | 'guests' | 'sort'> = {
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
  limit: pageHits,
  cursor: null,
}

const stayNights = choosing([1, 2, 3, 4, 5, 6, 7].map((nights, index) => [nights, [10, 25, 25, 15, 10, 5, 10][index] ?? 0]))
const adultCount = choosing([1, 2, 3, 4, 6].map((adults, index) => [adults, [20, 50, 10, 15, 5][index] ?? 0]))

/** A map as people move it: a third of the town to a bit more than all of it, a little to the side. */
function mapNear(town: Town, draw: Draw): { box: Box; centre: Point; placeId: null } {
  const km = town.km * (0.3 + draw.share() * 0.9)
  const aside = () => ((draw.share() - 0.5) * town.km) / 111 / 3
  const box = boxAround({ lat: town.lat + aside(), lng: wrapLng(town.lng + aside()) }, km)
  const rounded = (degrees: number) => Math.round(degrees * 1e5) / 1e5
  const asked: Box = [rounded(box[0]), rounded(box[1]), rounded(box[2]), rounded(box[3])]
  return { box: asked, centre: centreOf(asked), placeId: null }
}

type Filters = Partial<Pick<Query, 'amenities' | 'placeTypes' | 'bedroomsMin' | 'instantBook' | 'priceMax' | 'currency'>>
const popular = ['wifi', 'kitchen', 'washer', 'air_conditioning', 'free_parking', 'pool', 'workspace', 'tv', 'self_check_in', 'lift']

/** Two of the five that guests use most; an amenity often. */
function twoFilters(draw: Draw, currency: Currency, nights: number): Filters {
  const kinds: readonly (() => Filters)[] = [
    () => ({ amenities: [popular[draw.below(popular.length)] ?? 'wifi'] }),
    () => ({ placeTypes: [draw.chance(0.75) ? 'entire' : 'private_room'] }),
    () => ({ priceMax: nights * (8_000 + 1_000 * draw.below(30)), currency }),
    () => ({ bedroomsMin: 1 + draw.below(3) }),
    () => ({ instantBook: true }),
  ]
  const first = draw.chance(0.4) ? 0 : draw.below(kinds.length)
  const second = (first + 1 + draw.below(kinds.length - 1)) % kinds.length
  return { ...kinds[first]?.(), ...kinds[second]?.() }
}

/** A question that finds next to nothing but this home, if it is free. */
export const questionAbout = ({ lat, lng }: Point, when: When): Query => ({
  ...askingNothing,
  box: boxAround({ lat, lng }, 0.01),
  centre: { lat, lng },
  when,
  guests: { adults: 1, children: 0, infants: 0, pets: 0 },
  sort: 'recommended',
})

/** From any of the three days before to the three after. */
export const flexible = ({ when, ...query }: Question['query']): Query => ({
  ...query,
  when: { ...when, arrivals: Array.from({ length: 7 }, (_, day) => when.wished - 3 + day) },
})

const friday = (day: DayNumber) => day + ((1 - (day % 7) + 7) % 7)

/** From Friday to Sunday: the weekend that comes next, alone. */
export function oneWeekend({ when, ...query }: Question['query']): Query & { when: When } {
  const arrival = friday(when.wished)
  return { ...query, when: { nights: 2, arrivals: [arrival], wished: arrival } }
}

/** Any weekend of its month, from its first day that is still to come. */
export function weekendInMonth(question: Question['query'], today: DayNumber): Query {
  const { when, ...query } = oneWeekend(question)
  const month = fromDayNumber(when.wished).slice(0, 7)
  const fridays = Array.from({ length: 9 }, (_, week) => when.wished + 7 * (week - 4))
  const arrivals = fridays.filter((day) => day > today + 1 && fromDayNumber(day).startsWith(month))
  return { ...query, when: { ...when, arrivals } }
}

function parametersOf(query: Question['query'], placeId: string | null): string {
  const { box, when, guests, sort, amenities, placeTypes, bedroomsMin, instantBook, priceMax, currency } = query
  const parameters: Record<string, string> = {
    ...(placeId === null ? { bbox: box?.join(',') ?? '' } : { place: placeId }),
    checkIn: fromDayNumber(when.wished),
    checkOut: fromDayNumber(when.wished + when.nights),
    adults: String(guests.adults),
    children: String(guests.children),
    sort,
  }
  if (amenities.length > 0) parameters.amenities = amenities.join(',')
  if (placeTypes.length > 0) parameters.placeType = placeTypes.join(',')
  if (bedroomsMin > 0) parameters.bedrooms = String(bedroomsMin)
  if (instantBook) parameters.instantBook = 'true'
  if (priceMax !== null) Object.assign(parameters, { priceMax: String(priceMax), currency })
  return new URLSearchParams(parameters).toString()
}
