import { fromDayNumber, type DayNumber } from '../kernel/calendar-date.ts'
import { leastOf, type Beside } from './found.ts'
import { centreOf, distanceKm, insideOf, reachKm, type Box } from './geography.ts'
import type { Match } from './matches.ts'
import { townId } from './places/areas.ts'
import {
  insteadDatesMax,
  insteadDays,
  insteadKm,
  insteadPlacesMax,
  type FilterName,
  type Instead,
  type PlaceInstead,
  type Query,
} from './query.ts'
import type { Rows } from './rows.ts'

/** What else there is for who has found little. @param total how much that is */
export function insteadOf(rows: Rows, query: Query, beside: Beside, total: number): Instead {
  return { dates: datesInstead(query, beside), places: placesInstead(rows, query, beside), filters: filtersInstead(query, beside, total) }
}

function datesInstead(query: Query, beside: Beside): Instead['dates'] {
  if (!query.when) return []
  const { nights, arrivals, wished } = query.when
  const asked = new Set(arrivals)
  const around = Array.from({ length: insteadDays }, (_, index) => [wished - index - 1, wished + index + 1]).flat()
  return firstFew(
    [wished, ...around].filter((day) => !asked.has(day)),
    insteadDatesMax,
    (checkIn: DayNumber) => {
      const found = beside({ ...query, when: { nights, arrivals: [checkIn], wished: checkIn } })
      const dates = { checkIn: fromDayNumber(checkIn), checkOut: fromDayNumber(checkIn + nights) }
      return found.length > 0 ? { ...dates, count: found.length, from: leastOf(found) } : null
    },
  )
}

/** What is made of the first so many of `all` of which something is. */
function firstFew<T, Made>(all: readonly T[], max: number, make: (each: T) => Made | null): Made[] {
  const made: Made[] = []
  for (const each of all) {
    const one = made.length < max ? make(each) : null
    if (one !== null) made.push(one)
  }
  return made
}

function placesInstead(rows: Rows, query: Query, beside: Beside): PlaceInstead[] {
  if (!query.box) return []
  const towns = Map.groupBy(around(rows, query.box, beside({ ...query, box: null })), ({ id }) => id)
  return [...towns.values()]
    .flatMap((homes) => {
      const [nearest] = homes.toSorted(byDistance)
      return nearest ? [{ nearest, count: homes.length }] : []
    })
    .toSorted((a, b) => byDistance(a.nearest, b.nearest))
    .slice(0, insteadPlacesMax)
    .map(({ nearest: { listingId: _, ...place }, count }) => ({ ...place, count }))
}

type Around = Omit<PlaceInstead, 'count'> & { listingId: Match['id'] }

function around({ columns, places }: Rows, box: Box, matches: readonly Match[]): Around[] {
  const [centre, inside] = [centreOf(box), insideOf(box)]
  const kmMax = reachKm(box) + insteadKm
  return matches.flatMap(({ row, id: listingId }) => {
    const [point, place] = [{ lat: columns.lat[row] ?? 0, lng: columns.lng[row] ?? 0 }, places[row]]
    const km = distanceKm(centre, point)
    if (!place?.town || inside(point.lat, point.lng) || km > kmMax) return []
    const { town, region, country } = place
    return [{ listingId, id: townId(place), town, region, country, km }]
  })
}

const metres = ({ km }: Around) => Math.round(km * 1000)
const byDistance = (a: Around, b: Around) =>
  metres(a) - metres(b) || (a.id < b.id ? -1 : a.id > b.id ? 1 : a.listingId < b.listingId ? -1 : 1)

function filtersInstead(query: Query, beside: Beside, total: number): Instead['filters'] {
  return without(query)
    .map(([filter, change]) => ({ filter, total: beside({ ...query, ...change }).length }))
    .filter((other) => other.total > total)
    .toSorted((a, b) => b.total - a.total || (a.filter < b.filter ? -1 : 1))
}

/** Each filter that asks something, and the question without it. */
function without(query: Query): [FilterName, Partial<Query>][] {
  const { guests, amenities } = query
  const changes: [FilterName, boolean, Partial<Query>][] = [
    ['price', query.priceMin !== null || query.priceMax !== null, { priceMin: null, priceMax: null }],
    ['guests', guests.adults + guests.children > 1, { guests: { ...guests, adults: 1, children: 0 } }],
    ['pets', guests.pets > 0, { guests: { ...guests, pets: 0 } }],
    ['placeTypes', query.placeTypes.length > 0, { placeTypes: [] }],
    ['propertyTypes', query.propertyTypes.length > 0, { propertyTypes: [] }],
    ['bedroomsMin', query.bedroomsMin > 0, { bedroomsMin: 0 }],
    ['bedsMin', query.bedsMin > 0, { bedsMin: 0 }],
    ['bathroomsMin', query.bathroomsMin > 0, { bathroomsMin: 0 }],
    ['ratingMin', query.ratingMin > 0, { ratingMin: 0 }],
    ['instantBook', query.instantBook, { instantBook: false }],
    ['freeCancellation', query.freeCancellation, { freeCancellation: false }],
    ...[...new Set(amenities)].map((amenity): [FilterName, boolean, Partial<Query>] => [
      `amenity:${amenity}`,
      true,
      { amenities: amenities.filter((other) => other !== amenity) },
    ]),
  ]
  return changes.flatMap(([filter, asks, change]) => (asks ? [[filter, change]] : []))
}
