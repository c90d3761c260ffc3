import type { z } from 'zod'
import { countryName } from './places/countries.ts'
import type { FilterName, Instead, PlaceInstead, Query } from './query.ts'
import type { Search } from './search.ts'
import type { insteadFilters, insteadWire } from './wire.ts'

type Presented = z.input<typeof insteadWire>

/** What else there is. Of towns it is told what a search in each finds: its box holds more than those who write its name. */
export async function findInstead(search: Search, query: Query, { dates, places, filters }: Instead): Promise<Presented> {
  const counted = await Promise.all(places.map((place) => countThere(search, query, place)))
  return {
    dates: [...dates],
    places: counted.filter(({ count }) => count > 0),
    filters: filters.map(({ filter, total }) => ({ ...presentFilter(filter), total })),
  }
}

async function countThere(
  search: Search,
  query: Query,
  { town, country, km, ...place }: PlaceInstead,
): Promise<Presented['places'][number]> {
  const known = await search.findPlace(place.id)
  const there = known && { box: known.bbox, centre: known.location, facets: false, instead: false, limit: 1, cursor: null }
  const found = there && (await search.search({ ...query, ...there }))
  const count = found?.ok ? found.value.total : 0
  const words = { name: town, country: country ?? '', countryName: countryName(country ?? '') }
  return { ...place, ...words, count, km: Math.round(km * 10) / 10 }
}

const parameters: Record<Exclude<FilterName, `amenity:${string}`>, (typeof insteadFilters)[number]> = {
  price: 'price',
  guests: 'guests',
  pets: 'pets',
  placeTypes: 'placeType',
  propertyTypes: 'propertyType',
  bedroomsMin: 'bedrooms',
  bedsMin: 'beds',
  bathroomsMin: 'bathrooms',
  ratingMin: 'ratingMin',
  instantBook: 'instantBook',
  freeCancellation: 'freeCancellation',
}

function presentFilter(filter: FilterName): Omit<Presented['filters'][number], 'total'> {
  if (isAmenity(filter)) return { filter: 'amenities', value: filter.slice('amenity:'.length) }
  return { filter: parameters[filter], value: null }
}

const isAmenity = (filter: FilterName): filter is `amenity:${string}` => filter.startsWith('amenity:')
