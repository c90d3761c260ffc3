import { parseCalendarDate, type CalendarDate } from '../../kernel/calendar-date.ts'
import type { Currency } from '../../kernel/money.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import { stayNightsMax } from '../../kernel/stay.ts'
import { amenitiesMax, longTextMax, parseListingFacts, summaryMax, titleMax, type ListingFactsInput } from '../../listings/listing-facts.ts'
import { amenityCodes } from '../../listings/amenity.ts'
import type { PolicyCode } from '../../listings/cancellation-policy.ts'
import type { PlaceType } from '../../listings/listing.ts'
import { propertyTypeOf } from '../../listings/property-type.ts'
import { parseAmount } from './amount.ts'
import { amenityWords } from './amenity-words.ts'
import { placeOf, settledPlace, type PlaceRow } from './place.ts'
import { cutText, firstSentence, plainLine, plainText } from './plain-text.ts'
import { cellOf, type Row } from './read-csv.ts'
import type { Refused } from './skips.ts'

/** A row of listings.csv, in our words. */
export type ListingRow = Readonly<{
  sourceId: string
  host: HostRow
  place: PlaceRow
  /** All but the town, which for some rows only the whole folder tells. */
  facts: Omit<ListingFactsInput, 'town'>
  prices: PricesRow
  rating: RatingRow
}>

export type HostRow = Readonly<{ sourceId: string; name: string; about: string; since: CalendarDate | null }>

/** Minor units; undefined where the row has none. */
export type PricesRow = Readonly<{
  nightly: number | undefined
  week: number | undefined
  month: number | undefined
  cleaning: number | undefined
  extraGuest: number | undefined
  guestsIncluded: number
}>

export type RatingRow = Readonly<{ count: number; hundredths: number | null; latestOn: CalendarDate | null }>

/** Without these a row can't become a listing. Every format that Inside Airbnb has published has them. */
export const listingColumns: readonly string[] = [
  'id',
  'name',
  'host_id',
  'host_name',
  'latitude',
  'longitude',
  'room_type',
  'accommodates',
  'price',
]

const lineMax = 120
const summaryLengthMax = 160
const roomsMax = 50

/** @returns why not, when the row is no listing that anybody could stay at. */
export function parseListing(row: Row, currency: Currency): Result<ListingRow, Refused> {
  const cell = (column: string) => cellOf(row, column).trim()
  const refuse = (reason: Refused['reason'], column: string) => err({ reason, detail: cell(column) })
  if (!row.whole) return err({ reason: 'wrong_number_of_cells', detail: `${row.cells.length} instead of ${row.columns.size}` })
  if (!isSourceId(cell('id'))) return refuse('bad_id', 'id')
  if (!isSourceId(cell('host_id'))) return refuse('bad_host_id', 'host_id')
  const placeType = placeTypes[cell('room_type').toLowerCase()]
  if (!placeType) return refuse('unknown_room_type', 'room_type')
  const [lat, lng] = [degrees(cell('latitude')), degrees(cell('longitude'))]
  if (lat === undefined || lng === undefined) return err({ reason: 'no_location', detail: `${cell('latitude')}, ${cell('longitude')}` })
  const place = placeOf(cell)
  const facts = { ...wordsOf(cell), ...roomsOf(cell), ...rulesOf(cell), placeType, exact: { lat, lng }, currency }
  // The town may still change, but not whether the facts are good ones.
  const checked = parseListingFacts({ ...facts, ...settledPlace(place, place, facts.neighbourhood) })
  if (!checked.ok) return err({ reason: 'out_of_limits', detail: `${checked.error.field}: ${checked.error.message}` })
  return ok({ sourceId: cell('id'), host: hostOf(cell), place, facts, prices: pricesOf(cell, currency), rating: ratingOf(cell) })
}

type Cell = (column: string) => string

const placeTypes: Readonly<Record<string, PlaceType>> = {
  'entire home/apt': 'entire',
  'private room': 'private_room',
  'shared room': 'shared_room',
  'hotel room': 'hotel_room',
}

function wordsOf(cell: Cell) {
  const description = cutText(plainText(cell('description') || `${cell('summary')}\n\n${cell('space')}`), longTextMax)
  const neighbourhood = cutText(plainLine(cell('neighbourhood_cleansed')), lineMax) || null
  const summary = plainText(cell('summary')) || description || plainText(cell('neighborhood_overview'))
  return {
    title: cutText(factsInName(plainLine(cell('name'))).title || `${cell('room_type')} in ${neighbourhood ?? 'town'}`, titleMax),
    summary: cutText(firstSentence(summary), Math.min(summaryLengthMax, summaryMax)),
    description,
    houseRules: cutText(plainText(cell('house_rules')), longTextMax),
    propertyType: propertyTypeOf(plainLine(cell('property_type'))),
    neighbourhood,
    amenities: amenityCodes(amenityWords(cell('amenities'))).slice(0, amenitiesMax),
  }
}

function roomsOf(cell: Cell) {
  const named = factsInName(plainLine(cell('name')))
  const bathrooms = decimal(cell('bathrooms')) ?? bathroomsIn(cell('bathrooms_text')) ?? named.bathrooms ?? 1
  return {
    capacity: whole(cell('accommodates')) ?? 0,
    bedrooms: Math.min(whole(cell('bedrooms')) ?? named.bedrooms ?? 1, roomsMax),
    beds: Math.min(whole(cell('beds')) || named.beds || 1, roomsMax),
    bathrooms: Math.min(Math.round(bathrooms * 2) / 2, roomsMax),
  }
}

/** A longest stay below the shortest is taken for a slip, and a shortest one above what we allow for the longest we allow. */
function rulesOf(cell: Cell) {
  const nightsMin = Math.min(Math.max(1, whole(cell('minimum_nights')) ?? 1), stayNightsMax)
  const nightsMax = Math.min(whole(cell('maximum_nights')) || stayNightsMax, stayNightsMax)
  const words = amenityWords(cell('amenities'))
  return {
    nightsMin,
    nightsMax: Math.max(nightsMin, nightsMax),
    instantBook: cell('instant_bookable') === 't',
    petsMax: words.includes('Pets allowed') ? 1 : 0,
    policy: policyOf(cell('cancellation_policy')),
  }
}

/** 2019's policies, every strict one under one name. Later files tell none: then guests get the kindest. */
function policyOf(text: string): PolicyCode {
  if (text === '' || text === 'flexible') return 'flexible'
  return text === 'moderate' ? 'moderate' : 'strict'
}

const hostOf = (cell: Cell): HostRow => ({
  sourceId: cell('host_id'),
  name: cutText(plainLine(cell('host_name')), lineMax) || 'Host',
  about: cutText(plainText(cell('host_about')), longTextMax),
  since: date(cell('host_since')),
})

function pricesOf(cell: Cell, currency: Currency): PricesRow {
  const amount = (column: string) => parseAmount(cell(column), currency)
  return {
    nightly: amount('price'),
    week: amount('weekly_price'),
    month: amount('monthly_price'),
    cleaning: amount('cleaning_fee'),
    extraGuest: amount('extra_people'),
    guestsIncluded: Math.min(Math.max(1, whole(cell('guests_included')) ?? 1), roomsMax),
  }
}

/** Hundredths of a star. Until 2020 ratings went from 20 to 100, since then from 1 to 5; 0 stands for none. */
function ratingOf(cell: Cell): RatingRow {
  const value = decimal(cell('review_scores_rating')) ?? 0
  const hundredths = value > 5 ? Math.round(value * 5) : Math.round(value * 100)
  return {
    count: whole(cell('number_of_reviews')) ?? 0,
    hundredths: hundredths >= 100 && hundredths <= 500 ? hundredths : null,
    latestOn: date(cell('last_review')),
  }
}

/** 'Villa in Singapore · ★4.44 · 2 bedrooms · 3 beds · 1 private bath': in 2023 and 2024 names carry facts that have no column. */
function factsInName(name: string) {
  const [title = '', ...facts] = name.split(' · ')
  if (!facts.some((fact) => /^(?:★|New$|Studio$|\d+ bed)|bath/i.test(fact))) return { title: name }
  const count = (pattern: RegExp) => whole(facts.map((fact) => pattern.exec(fact)?.[1] ?? '').find(Boolean) ?? '')
  return {
    title,
    bedrooms: facts.includes('Studio') ? 0 : count(/^(\d+) bedrooms?$/),
    beds: count(/^(\d+) beds?$/),
    bathrooms: facts.map(bathroomsIn).find((found) => found !== undefined),
  }
}

/** '1.5 shared baths', 'Half-bath'. */
function bathroomsIn(text: string): number | undefined {
  if (/half-bath/i.test(text)) return 0.5
  return /\bbaths?\b/i.test(text) ? decimal(/^[\d.]+/.exec(text)?.[0] ?? '') : undefined
}

/** Ids are kept as text: from 2022 on they are beyond what a double can hold. */
export const isSourceId = (text: string) => /^\d{1,20}$/.test(text)

const decimal = (text: string) => (/^\d{1,6}(?:\.\d+)?$/.test(text) ? Number(text) : undefined)

function whole(text: string): number | undefined {
  const value = decimal(text)
  return value === undefined ? undefined : Math.trunc(value)
}

const degrees = (text: string) => (/^-?\d{1,3}(?:\.\d+)?$/.test(text) ? Number(text) : undefined)

function date(text: string): CalendarDate | null {
  const parsed = parseCalendarDate(text)
  return parsed.ok ? parsed.value : null
}
