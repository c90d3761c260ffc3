import { z } from 'zod'
import { stayNightsMax } from '../kernel/stay.ts'
import { currencyWire, guestsQueryWire, idWire, moneyWire, nightWire, photoWire } from '../platform/wire.ts'
import { bboxWire, placeWire } from './places-wire.ts'
import { arrivalsMax, calendarArrivalsMax, insteadDays, fewMax } from './query.ts'

export const resultsPageMax = 50
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

const wordsLengthMax = 500
const wordsMax = 30
const words = z
  .string()
  .max(wordsLengthMax)
  .transform((text) => [...new Set(text.split(',').filter(Boolean))])
  .pipe(z.array(z.string()).max(wordsMax))
  .optional()
const flag = z.stringbool().optional()
const least = z.coerce.number().int().min(0).max(50).optional()
const minorMax = 1_000_000_000_000_000
const minor = z.coerce.number().int().min(0).max(minorMax).optional()

/** What is asked of homes and stays, whenever somebody comes. Lists are separated by commas: of amenities all are needed, of types any. */
export const filtersQueryWire = guestsQueryWire.extend({
  place: z.string().max(100).optional().meta({ description: 'A name, or the id of a place' }),
  bbox: bboxWire
    .optional()
    .meta({ description: 'west,south,east,north in degrees; wins over `place`. One with west > east lies across the date line' }),
  priceMin: minor.meta({ description: 'Minor units, of what the stay costs in all; see `priceBy`' }),
  priceMax: minor,
  priceBy: z.enum(['total', 'night']).default('total').meta({
    description:
      "Whether the limits of price, and the histogram's prices, are those of a whole stay or of a night of it: its total by its nights",
  }),
  currency: currencyWire
    .optional()
    .meta({ description: 'Only listings priced in it; needed with priceMin and priceMax when several currencies are on offer' }),
  amenities: words,
  placeType: words,
  propertyType: words,
  bedrooms: least,
  beds: least,
  bathrooms: z.coerce.number().multipleOf(0.5).min(0).max(50).optional(),
  ratingMin: z.coerce.number().min(0).max(5).optional().meta({ description: 'Stars, 4.5 for one; homes that nobody has rated have none' }),
  instantBook: flag,
  freeCancellation: flag.meta({ description: 'Only stays that can be called off for nothing if they are booked now' }),
})

/**
 * When: `checkIn` and `checkOut`, `flex` days either side of them; or `month` and what kind of `stay`; or neither, for each
 * home's nearest stay. Of several stays that a home has free the cheapest is shown.
 */
export const searchQueryWire = filtersQueryWire.extend({
  checkIn: nightWire.optional(),
  checkOut: nightWire.optional(),
  flex: z.enum(['0', '1', '2', '3', '7']).transform(Number).optional().meta({
    description: 'Arrivals up to so many days before and after `checkIn` will do, for as many nights; days that are past are left out',
  }),
  month: z
    .string()
    .regex(/^[12]\d{3}-(0[1-9]|1[0-2])$/, 'YYYY-MM')
    .optional()
    .meta({ description: `Any arrival in it, of ${arrivalsMax} at most`, examples: ['2027-05'] }),
  stay: z.enum(['weekend', 'week']).optional().meta({ description: 'With `month`: two nights from a Friday, or seven from any day' }),
  facets: flag.meta({ description: 'Count, too, what each further filter would leave' }),
  instead: flag.meta({ description: `Say, too, what else there is when ${fewMax} homes are found or less` }),
  sort: z.enum(sorts).default('recommended'),
  limit: z.coerce.number().int().min(1).max(resultsPageMax).default(18),
  cursor: z.string().max(200).optional(),
})

export const calendarQueryWire = filtersQueryWire.extend({
  from: nightWire.meta({ description: 'The first arrival' }),
  until: nightWire.meta({ description: `The day after the last arrival, ${calendarArrivalsMax} days after the first at most` }),
  nights: z.coerce.number().int().min(1).max(stayNightsMax),
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

const boxWire = z.tuple([z.number(), z.number(), z.number(), z.number()])
const facetWire = z.array(z.object({ value: z.string(), count: z.int() }))
const atLeastWire = z.array(z.int()).meta({ description: 'The first with one at least, the second with two, and so on' })

const facetsWire = z
  .object({
    amenities: facetWire,
    placeTypes: facetWire,
    propertyTypes: facetWire,
    bedrooms: atLeastWire,
    beds: atLeastWire,
    bathrooms: atLeastWire,
    ratings: z.array(z.object({ ratingMin: z.number(), count: z.int() })),
    instantBook: z.int(),
    freeCancellation: z.int(),
    pets: z.int().meta({ description: 'With one pet at least' }),
  })
  .meta({
    id: 'SearchFacets',
    description:
      'How many homes would be found, price included: with this amenity too; with this type alone; with this least number in place of the one asked. Most first',
  })

export const insteadFilters = [
  'price',
  'guests',
  'pets',
  'placeType',
  'propertyType',
  'bedrooms',
  'beds',
  'bathrooms',
  'ratingMin',
  'instantBook',
  'freeCancellation',
  'amenities',
] as const

export const insteadWire = z
  .object({
    dates: z.array(z.object({ checkIn: z.string(), checkOut: z.string(), count: z.int(), from: moneyWire.nullable() })).meta({
      description: `The nearest other arrivals, ${insteadDays} days away at most, for as many nights: how many homes, and the least total`,
    }),
    places: z
      .array(
        placeWire.pick({ id: true, name: true, region: true, country: true, countryName: true }).extend({ count: z.int(), km: z.number() }),
      )
      .meta({
        description:
          'The nearest towns outside of the box: how many homes a search finds with `place` set to `id`, and how far the nearest is',
      }),
    filters: z
      .array(
        z.object({
          filter: z
            .enum(insteadFilters)
            .meta({ description: "A parameter's name; 'price' is both limits, 'guests' who comes along but for one adult and pets" }),
          value: z.string().nullable().meta({ description: 'Which one, of amenities' }),
          total: z.int(),
        }),
      )
      .meta({ description: 'How many homes are found without this filter, most first' }),
  })
  .meta({ id: 'SearchInstead' })

export const searchWire = z
  .object({
    total: z.int(),
    place: placeWire.nullable().meta({ description: 'What `place` was understood as' }),
    bbox: boxWire.nullable(),
    results: z.array(searchResultWire),
    histogram: z
      .object({ currency: z.string(), from: z.int(), step: z.int(), counts: z.array(z.int()) })
      .nullable()
      .meta({
        description:
          'Prices of what all filters but the price leave, whole or a night as `priceBy` says; only when one currency is on offer',
      }),
    facets: facetsWire.nullable().meta({ description: 'Only when asked for' }),
    instead: insteadWire.nullable().meta({ description: 'Only when asked for, and when little is found' }),
    pins: z.array(
      z.object({
        listingId: z.string().nullable().meta({ description: 'null: a cluster' }),
        placeType: z.string().meta({ description: 'Empty in a cluster, as `propertyType` is' }),
        propertyType: z.string(),
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

export const searchCalendarWire = z
  .object({
    place: placeWire.nullable().meta({ description: 'What `place` was understood as' }),
    bbox: boxWire.nullable(),
    nights: z.int(),
    days: z
      .array(z.object({ checkIn: z.string(), checkOut: z.string(), count: z.int(), from: moneyWire.nullable() }))
      .meta({ description: 'Each arrival asked for: how many homes are free, and the least total; null where there are none' }),
  })
  .meta({ id: 'SearchCalendar' })
