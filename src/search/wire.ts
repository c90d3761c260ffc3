import { z } from 'zod'
import { currencyWire, guestsQueryWire, idWire, moneyWire, nightWire, photoWire } from '../platform/wire.ts'

export const resultsPageMax = 50
export const placesMax = 20
const wordsLengthMax = 500
const words = z
  .string()
  .max(wordsLengthMax)
  .transform((text) => text.split(',').filter(Boolean))

export const placeWire = z
  .object({
    id: z.string(),
    kind: z.enum(['country', 'region', 'town', 'neighbourhood']),
    name: z.string(),
    region: z.string().nullable(),
    country: z.string().meta({ description: "ISO 3166-1 alpha-2, or '' where there is none" }),
    countryName: z.string().meta({ description: 'In English' }),
    bbox: z.tuple([z.number(), z.number(), z.number(), z.number()]).meta({ description: 'west, south, east, north' }),
    location: z.object({ lat: z.number(), lng: z.number() }),
    listings: z.int().meta({ description: 'Published listings within the box' }),
  })
  .meta({ id: 'Place' })

export const placesQueryWire = z.object({
  q: z.string().max(100).default(''),
  limit: z.coerce.number().int().min(1).max(placesMax).default(8),
})
export const placesWire = z.object({ items: z.array(placeWire) })

/** A box as maps and searches name it; one with west > east lies across the date line. */
const bboxWire = z.string().regex(/^-?\d+(\.\d+)?(,-?\d+(\.\d+)?){3}$/, 'west,south,east,north in degrees')

export const mapNamesMax = 100
const bboxLengthMax = 100
export const mapNamesQueryWire = z.object({
  bbox: bboxWire.max(bboxLengthMax),
  limit: z.coerce.number().int().min(1).max(mapNamesMax).default(60),
})
export const mapNamesWire = z.object({
  items: z.array(
    z
      .object({
        name: z.string(),
        kind: z.enum(['town', 'neighbourhood']),
        lat: z.number(),
        lng: z.number(),
        people: z.int().meta({ description: '0 where nobody has counted them: a place known from listings alone' }),
      })
      .meta({ id: 'NameOnMap' }),
  ),
})

export const sorts = ['recommended', 'price', 'rating', 'distance'] as const

export const namedMax = 50
const namedLengthMax = namedMax * 37
export const namedQueryWire = z.object({
  ids: z
    .string()
    .max(namedLengthMax)
    .transform((text) => [...new Set(text.split(','))].filter((id) => id !== ''))
    .pipe(z.array(idWire<'listing'>()).max(namedMax))
    .meta({ description: `Listing ids, separated by commas, ${namedMax} at most` }),
})

/**
 * Either both dates or none. `place` is a name or a place id; `bbox` wins over it, and one with west > east lies across
 * the date line. Lists are separated by commas: of amenities all are needed, of types any.
 */
export const searchQueryWire = guestsQueryWire.extend({
  place: z.string().max(100).optional(),
  bbox: bboxWire.optional(),
  checkIn: nightWire.optional(),
  checkOut: nightWire.optional(),
  priceMin: z.coerce.number().int().min(0).optional().meta({ description: 'Total for the stay, minor units' }),
  priceMax: z.coerce.number().int().min(0).optional(),
  currency: currencyWire
    .optional()
    .meta({ description: 'Only listings priced in it; needed with priceMin and priceMax when several currencies are on offer' }),
  amenities: words.optional(),
  placeType: words.optional(),
  propertyType: words.optional(),
  bedrooms: z.coerce.number().int().min(0).max(50).optional(),
  beds: z.coerce.number().int().min(0).max(50).optional(),
  bathrooms: z.coerce.number().multipleOf(0.5).min(0).max(50).optional(),
  instantBook: z.stringbool().optional(),
  facets: z
    .stringbool()
    .optional()
    .meta({ description: 'Count, too, how many of the homes found have which amenity and are of which type' }),
  sort: z.enum(sorts).default('recommended'),
  limit: z.coerce.number().int().min(1).max(resultsPageMax).default(18),
  cursor: z.string().max(200).optional(),
})

export const searchResultWire = z
  .object({
    listingId: z.string(),
    title: z.string(),
    summary: z.string(),
    photo: photoWire.nullable(),
    placeType: z.string(),
    propertyType: z.string(),
    town: z.string(),
    neighbourhood: z.string().nullable(),
    capacity: z.int(),
    bedrooms: z.int(),
    beds: z.int(),
    bathrooms: z.number(),
    instantBook: z.boolean(),
    policy: z.string(),
    freeCancellationUntil: z.string().nullable(),
    zone: z.string().meta({ description: "IANA name: the listing's days and hours are of it" }),
    rating: z.object({ average: z.number().nullable(), count: z.int() }),
    location: z.object({ lat: z.number(), lng: z.number() }).meta({ description: 'The blurred point' }),
    price: z
      .object({ total: moneyWire, nights: z.int(), checkIn: z.string(), checkOut: z.string() })
      .nullable()
      .meta({ description: 'For the dates asked, or for the nearest free stay when none were; null when nothing is free in the window' }),
  })
  .meta({ id: 'SearchResult' })

export const namedWire = z.object({ items: z.array(searchResultWire) })

const facetWire = z.array(z.object({ value: z.string(), count: z.int() }))

export const searchWire = z
  .object({
    total: z.int(),
    place: placeWire.nullable().meta({ description: 'What `place` was understood as' }),
    bbox: z.tuple([z.number(), z.number(), z.number(), z.number()]).nullable(),
    results: z.array(searchResultWire),
    histogram: z
      .object({ currency: z.string(), from: z.int(), step: z.int(), counts: z.array(z.int()) })
      .nullable()
      .meta({ description: 'Totals of what all filters but the price leave; only when one currency is on offer' }),
    facets: z
      .object({ amenities: facetWire, placeTypes: facetWire, propertyTypes: facetWire })
      .nullable()
      .meta({ description: 'Of all homes found, price included, most first; only when asked for' }),
    pins: z.array(
      z.object({
        listingId: z.string().nullable().meta({ description: 'null: a cluster' }),
        title: z.string(),
        count: z.int(),
        lat: z.number(),
        lng: z.number(),
        total: moneyWire.nullable(),
      }),
    ),
    nextCursor: z.string().nullable(),
    previousCursor: z.string().nullable(),
    page: z.object({ number: z.int(), count: z.int() }),
  })
  .meta({ id: 'Search' })
