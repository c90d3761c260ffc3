import type { CalendarDate, DayNumber } from '../kernel/calendar-date.ts'
import type { ListingId } from '../kernel/ids.ts'
import type { Currency, Money } from '../kernel/money.ts'
import type { Guests } from '../pricing/quote.ts'
import type { Box, Point } from './geography.ts'

/**
 * When a guest would come: for `nights` nights from any of the days `arrivals` (ascending, at least one, at most
 * `arrivalsMax`). Of the stays that a home has free, the cheapest is offered; among equals the one that begins nearest to
 * `wished`, then the earlier.
 */
export type When = Readonly<{ nights: number; arrivals: readonly DayNumber[]; wished: DayNumber }>

/** A month of arrivals. */
export const arrivalsMax = 31

export type Sort = 'recommended' | 'price' | 'rating' | 'distance'

/** What is asked. Filters that are null, false, zero or empty ask nothing. */
export type Query = Readonly<{
  box: Box | null
  /** Where distances count from; nearness and the order by distance need it. */
  centre: Point | null
  /** null: each listing's nearest free stay. */
  when: When | null
  guests: Guests
  /** Limits of what the stay costs, whole or a night: minor units, of the stay that is offered. */
  priceMin: number | null
  priceMax: number | null
  priceBy: 'total' | 'night'
  currency: Currency | null
  /** Every one of them. */
  amenities: readonly string[]
  /** Any of them. */
  placeTypes: readonly string[]
  propertyTypes: readonly string[]
  bedroomsMin: number
  bedsMin: number
  /** A half is one without a bath or shower. */
  bathroomsMin: number
  /** Hundredths of a star; homes that nobody has rated have none. */
  ratingMin: number
  instantBook: boolean
  /** Only stays that can still be called off for nothing. */
  freeCancellation: boolean
  /** Whether to count what each further filter would leave. */
  facets: boolean
  /** Whether to say, when few homes are found, what else there is: see `Instead`. */
  instead: boolean
  sort: Sort
  limit: number
  cursor: string | null
}>

/** A home and the stay that it offers; null: nothing is to be had there as far as search looks. */
export type Hit = Readonly<{ listingId: ListingId; price: Offered | null }>
export type Offered = Readonly<{ total: Money; nights: number; checkIn: CalendarDate; checkOut: CalendarDate }>

/**
 * `counts[i]` prices lie in [from + i × step, from + (i + 1) × step); the last one holds whatever is dearer. Prices are
 * totals, or totals divided by the nights where the query's limits are a night's.
 */
export type Histogram = Readonly<{ currency: Currency; from: number; step: number; counts: readonly number[] }>

/** `count` homes would be found with this value; most first, then by value. */
export type Facet = readonly Readonly<{ value: string; count: number }>[]
/** `counts[i]` homes would be found with `i + 1` at least. */
export type AtLeast = readonly number[]

/**
 * How many homes would be found if a filter were added to those that are set, or set otherwise. Of amenities: with this one
 * too. Of types: with this one alone in place of those chosen. Of least numbers: with this one in place of the one chosen.
 */
export type Facets = Readonly<{
  amenities: Facet
  placeTypes: Facet
  propertyTypes: Facet
  bedrooms: AtLeast
  beds: AtLeast
  bathrooms: AtLeast
  /** `counts[i]` homes would be found that are rated `ratingSteps[i]` or better. */
  ratings: readonly number[]
  instantBook: number
  freeCancellation: number
  /** With a pet, or with as many as are asked for. */
  pets: number
}>

export const ratingSteps = [400, 450, 480] as const
/** How far least numbers are counted. */
export const atLeastMax = 8
export const facetValuesMax = 60

/** `listingId` is null for several places in one. */
export type Pin = Readonly<{ listingId: ListingId | null; count: number; lat: number; lng: number; total: Money | null }>

/** Which filter, by the query's name for it; of amenities each by itself. */
export type FilterName =
  | 'price'
  | 'guests'
  | 'pets'
  | 'placeTypes'
  | 'propertyTypes'
  | 'bedroomsMin'
  | 'bedsMin'
  | 'bathroomsMin'
  | 'ratingMin'
  | 'instantBook'
  | 'freeCancellation'
  | `amenity:${string}`

/** What else there is when at most `fewMax` homes are found. */
export type Instead = Readonly<{
  /** The nearest arrivals within `insteadDays` of the one wished, for as many nights, on which a home is free that suits in all else (none that the query allows already). */
  dates: readonly Readonly<{ checkIn: CalendarDate; checkOut: CalendarDate; count: number; from: Money | null }>[]
  /** The towns nearest to the middle of the box, outside of it, with homes that suit in all else; `count` of them within that reach. */
  places: readonly Readonly<{ town: string; region: string | null; country: string | null; count: number; km: number }>[]
  /** How many would be found without this filter; most first, only where there are more. */
  filters: readonly Readonly<{ filter: FilterName; total: number }>[]
}>

export const fewMax = 3
export const insteadDays = 14
export const insteadDatesMax = 4
export const insteadPlacesMax = 3

export type Answer = Readonly<{
  total: number
  hits: readonly Hit[]
  /** Of all that suits but for price; null when several currencies are on offer, or nothing is. */
  histogram: Histogram | null
  facets: Facets | null
  instead: Instead | null
  pins: readonly Pin[]
  nextCursor: string | null
  previousCursor: string | null
  page: Readonly<{ number: number; count: number }>
}>

/** The cheapest of all stays of `nights` nights that begin on `checkIn`, and how many homes are free for it. */
export type CalendarDay = Readonly<{ checkIn: CalendarDate; count: number; from: Money | null }>

export type QueryError = { code: 'bad_cursor' } | { code: 'currency_needed'; currencies: string[] }
