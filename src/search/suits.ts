import { insideOf, wholeWorld } from './geography.ts'
import type { Query } from './query.ts'
import type { Codes, Rows } from './rows.ts'

/** Whether a home suits by all that is asked of itself, whenever somebody comes. */
export function suitsOf(rows: Rows, query: Query): (row: number) => boolean {
  const { columns, codes } = rows
  const { live, lat, lng, capacity, petsMax, bedrooms, beds, bathroomHalves, rating, instantBook } = columns
  const { box, guests, bedroomsMin, bedsMin, ratingMin } = query
  const halvesMin = query.bathroomsMin * 2
  const inside = insideOf(box ?? wholeWorld)
  const heads = guests.adults + guests.children
  const placeTypes = chosen(codes.placeType, query.placeTypes)
  const propertyTypes = chosen(codes.propertyType, query.propertyTypes)
  const currency = chosen(codes.currency, query.currency === null ? [] : [query.currency])
  const amenities = query.amenities.map(codes.amenity.known)
  if (amenities.includes(undefined)) return () => false
  const haves = amenities.map((code) => rows.amenities.of(code ?? 0))
  return (row) =>
    live[row] === 1 &&
    inside(lat[row] ?? 0, lng[row] ?? 0) &&
    heads <= (capacity[row] ?? 0) &&
    guests.pets <= (petsMax[row] ?? 0) &&
    bedroomsMin <= (bedrooms[row] ?? 0) &&
    bedsMin <= (beds[row] ?? 0) &&
    halvesMin <= (bathroomHalves[row] ?? 0) &&
    ratingMin <= (rating[row] ?? 0) &&
    (!query.instantBook || instantBook[row] === 1) &&
    (!placeTypes || placeTypes.has(columns.placeType[row] ?? 0)) &&
    (!propertyTypes || propertyTypes.has(columns.propertyType[row] ?? 0)) &&
    (!currency || currency.has(columns.currency[row] ?? 0)) &&
    haves.every((has) => has(row))
}

/** The codes of what was chosen; undefined when nothing was, which lets everything pass. */
function chosen(codes: Codes<string>, texts: readonly string[]): Set<number> | undefined {
  if (texts.length === 0) return undefined
  return new Set(texts.map(codes.known).filter((code) => code !== undefined))
}
