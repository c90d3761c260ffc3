import { fromDayNumber, type DayNumber } from '../../kernel/calendar-date.ts'
import type { ListingId } from '../../kernel/ids.ts'
import { boxAround, centreOf, distanceKm, inBox, reachKm, type Box, type Point } from '../geography.ts'
import { townId } from '../places/areas.ts'
import {
  insteadDatesMax,
  insteadDays,
  insteadKm,
  insteadPlacesMax,
  type FilterName,
  type Instead,
  type PlaceInstead,
  type Query,
} from '../query.ts'
import { textOf } from './codes.ts'
import { parseAreaNames } from './dictionaries.ts'
import { find, type Question } from './find.ts'
import { leastOf, partOf, withinLimits, type Found } from './found.ts'
import { blockOf, rowOf } from './id-table.ts'
import { idAt, idText } from './ids.ts'
import type { Index } from './shared-index.ts'

/** What another question would find, of the homes that belong to it, with its limits of price in the currency of this one. */
type Beside = (query: Query, belongs?: (place: number) => boolean) => Found

/** What else there is for who has found little. @param total how much that is */
export function insteadOf(question: Question, currency: number | null, total: number): Instead {
  const { index, query } = question
  const beside: Beside = (other, belongs) => {
    const all = find({ ...question, query: other })
    const found = belongs ? partOf(all, (at) => belongs(all.places[at] ?? 0)) : all
    return withinLimits(other, found, currency, index.codes.currency)
  }
  return {
    dates: datesInstead(index, query, beside),
    places: placesInstead(index, query, beside),
    filters: filtersInstead(query, beside, total),
  }
}

function datesInstead({ codes }: Index, query: Query, beside: Beside): Instead['dates'] {
  if (!query.when) return []
  const { nights, arrivals, wished } = query.when
  const asked = new Set(arrivals)
  const around = Array.from({ length: insteadDays }, (_, index) => [wished - index - 1, wished + index + 1]).flat()
  const days = [wished, ...around].filter((day) => !asked.has(day))
  const dates: Instead['dates'][number][] = []
  for (const checkIn of days) {
    if (dates.length === insteadDatesMax) break
    const found = beside({ ...query, when: { nights, arrivals: [checkIn], wished: checkIn } })
    if (found.count > 0) dates.push({ ...stayFrom(checkIn, nights), count: found.count, from: leastOf(found, codes.currency) })
  }
  return dates
}

const stayFrom = (checkIn: DayNumber, nights: number) => ({ checkIn: fromDayNumber(checkIn), checkOut: fromDayNumber(checkIn + nights) })

function placesInstead(index: Index, query: Query, beside: Beside): PlaceInstead[] {
  const { box } = query
  if (!box) return []
  const kmMax = reachKm(box) + insteadKm
  const centre = centreOf(box)
  const found = beside({ ...query, box: boxAround(centre, kmMax) }, (place) => distanceKm(centre, pointOf(index, place)) <= kmMax)
  const towns = new Map<string, { nearest: Around; count: number }>()
  for (let at = 0; at < found.count; at++) {
    const home = aroundOf(index, box, found.places[at] ?? 0)
    if (!home) continue
    const town = towns.get(home.id)
    const nearest = !town || comesBefore(home, town.nearest) ? home : town.nearest
    towns.set(home.id, { nearest, count: (town?.count ?? 0) + 1 })
  }
  return [...towns.values()]
    .toSorted((a, b) => (comesBefore(a.nearest, b.nearest) ? -1 : 1))
    .slice(0, insteadPlacesMax)
    .map(({ nearest: { listingId: _, ...place }, count }) => ({ ...place, count }))
}

type Around = Omit<PlaceInstead, 'count'> & Readonly<{ listingId: ListingId }>

function pointOf({ blocks }: Pick<Index, 'blocks'>, place: number): Point {
  const [columns, row] = [blocks[blockOf(place)]?.columns, rowOf(place)]
  return { lat: columns?.lat[row] ?? 0, lng: columns?.lng[row] ?? 0 }
}

/** A home outside of the box, in a town that has a name. */
function aroundOf({ blocks, codes }: Index, box: Box, place: number): Around | null {
  const [block, row] = [blocks[blockOf(place)], rowOf(place)]
  if (!block) return null
  const point = pointOf({ blocks }, place)
  const { town, region, country } = parseAreaNames(textOf(codes.area, block.columns.area[row]))
  if (town === '' || inBox(box, point.lat, point.lng)) return null
  const km = distanceKm(centreOf(box), point)
  return { listingId: idText(idAt(block.ids, row)), id: townId({ country, region, town }), town, region, country, km }
}

const metres = ({ km }: Around) => Math.round(km * 1000)

function comesBefore(a: Around, b: Around): boolean {
  if (metres(a) !== metres(b)) return metres(a) < metres(b)
  return a.id === b.id ? a.listingId < b.listingId : a.id < b.id
}

function filtersInstead(query: Query, beside: Beside, total: number): Instead['filters'] {
  return without(query)
    .map(([filter, change]) => ({ filter, total: beside({ ...query, ...change }).count }))
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
  ]
  const byOne = [...new Set(amenities)].map((amenity): [FilterName, boolean, Partial<Query>] => [
    `amenity:${amenity}`,
    true,
    { amenities: amenities.filter((other) => other !== amenity) },
  ])
  return [...changes, ...byOne].flatMap(([filter, asks, change]) => (asks ? [[filter, change]] : []))
}
