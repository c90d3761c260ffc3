import type { z } from 'zod'
import type { Query } from './query.ts'
import type { filtersQueryWire } from './wire.ts'

type Filters = Omit<Query, 'box' | 'centre' | 'when' | 'facets' | 'instead' | 'sort' | 'limit' | 'cursor'>

/** What is asked of homes and stays, as the engine takes it. */
export function filtersAsked(request: z.output<typeof filtersQueryWire>): Filters {
  const { adults, children, infants, pets } = request
  return {
    guests: { adults, children, infants, pets },
    priceMin: request.priceMin ?? null,
    priceMax: request.priceMax ?? null,
    priceBy: request.priceBy,
    currency: request.currency ?? null,
    amenities: request.amenities ?? [],
    placeTypes: request.placeType ?? [],
    propertyTypes: request.propertyType ?? [],
    bedroomsMin: request.bedrooms ?? 0,
    bedsMin: request.beds ?? 0,
    bathroomsMin: request.bathrooms ?? 0,
    ratingMin: Math.round((request.ratingMin ?? 0) * 100),
    instantBook: request.instantBook ?? false,
    freeCancellation: request.freeCancellation ?? false,
  }
}
