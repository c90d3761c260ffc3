import type { CalendarDate, DayNumber } from '../kernel/calendar-date.ts'
import type { ListingId } from '../kernel/ids.ts'
import type { Currency, Money } from '../kernel/money.ts'
import type { Guests } from '../pricing/quote.ts'
import type { Box, Point } from './geography.ts'

/**
 * When a guest would come: for `nights` nights from any of the days `arrivals` (ascending, at least one, at most
 * `arrivalsMax`). Of the stays that a home has free, and that the query's filters of stays let through, the cheapest is
 * offered; among equals the one that begins nearest to `wished`, then the earlier. Limits of price are for what is offered.
 */
export type When = Readonly<{ nights: number; arrivals: readonly DayNumber[]; wished: DayNumber }>

/** A month of arrivals. */
export const arrivalsMax = 31
/** A season of them, for `calendar`, which looks at each by itself. */
export const calendarArrivalsMax = 93

export type Sort = 'recommended' | 'price' | 'rating' | 'distance'

/**
 * What is asked. Filters that are null, false, zero or empty ask nothing.
 *
 * Limits of price are in one currency: the query's, else the only one on offer, by what suits in all but price; where
 * several are, the answer is `currency_needed`. The other questions that `Facets` and `Instead` count are held to that
 * currency, and homes in another are not counted; where nothing is on offer here, to the only one on offer there, and where
 * several are, nothing is counted.
 */
export type Query = Readonly<{
  box: Box | null
  /** Where distances count from; nearness and the order by distance need it. */
  centre: Point | null
  /** null: each listing's nearest free stay; a listing without one is found too, and offers nothing. */
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
  /** Only stays that can still be called off for nothing: each by itself, so that another day may do where one does not. */
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
 * How many homes would be found (price included) if a filter were added to those that are set, or set otherwise. Of
 * amenities: with this one too. Of types: with this one alone in place of those chosen. Of least numbers: with this one in
 * place of the one chosen. Values that none has are left out, and what comes after `facetValuesMax` of them.
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
/** How far least numbers are counted: every list of them is as long. */
export const atLeastMax = 8
export const facetValuesMax = 60

/** A home with what kind it is, or several places in one: then there is no id, no total, and the kinds are empty. */
export type Pin = Readonly<{
  listingId: ListingId | null
  placeType: string
  propertyType: string
  count: number
  lat: number
  lng: number
  total: Money | null
}>

/**
 * Which filter, by the query's name for it; of amenities each by itself. Without 'price' there are no limits of it, without
 * 'guests' one adult comes alone (with infants and pets as before), without 'pets' none.
 */
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

/** `id` is what searches take for a place's name; the words are those of the home that is nearest, and of the first by id among equals. */
export type PlaceInstead = Readonly<{
  id: string
  town: string
  region: string | null
  country: string | null
  count: number
  km: number
}>

/** What else there is when at most `fewMax` homes are found. */
export type Instead = Readonly<{
  /**
   * The arrivals nearest to the one wished, within `insteadDays` of it and none that the query allows already, for as many
   * nights, on each of which by itself some home would be found; the earlier first among equals. `from` is the least total
   * then; null when several currencies are on offer. Empty without dates.
   */
  dates: readonly Readonly<{ checkIn: CalendarDate; checkOut: CalendarDate; count: number; from: Money | null }>[]
  /**
   * The towns nearest to the middle of the box with homes outside of it, up to `insteadKm` beyond its farthest corner, that
   * would be found but for the box: `count` of them in that reach, the nearest `km` from the middle. In order of whole
   * metres, then of id. Empty without a box. What is on offer there, for limits of price, is what is in that reach.
   */
  places: readonly PlaceInstead[]
  /** How many would be found without this filter; most first, then by name, only where there are more. */
  filters: readonly Readonly<{ filter: FilterName; total: number }>[]
}>

export const fewMax = 3
export const insteadDays = 14
export const insteadDatesMax = 4
export const insteadPlacesMax = 3
export const insteadKm = 100

export type Answer = Readonly<{
  total: number
  hits: readonly Hit[]
  /** Of what is on offer by all that suits but for price; null when that is in several currencies, or nothing. */
  histogram: Histogram | null
  facets: Facets | null
  instead: Instead | null
  /** The JSON of a list of `Pin`: a hundred of them are written where they are found, once, and cross threads as a text. */
  pins: string
  nextCursor: string | null
  previousCursor: string | null
  page: Readonly<{ number: number; count: number }>
}>

/** How many homes would be found for a stay of the query's nights that begins on `checkIn`, and the least total. */
export type CalendarDay = Readonly<{ checkIn: CalendarDate; count: number; from: Money | null }>

/** In a calendar several currencies always are too many: the least total is of one. */
export type QueryError = { code: 'bad_cursor' } | { code: 'currency_needed'; currencies: string[] }
