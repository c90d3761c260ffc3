import { parseCalendarDate, type CalendarDate } from '../../kernel/calendar-date.ts'
import type { Currency } from '../../kernel/money.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import { stayNightsMax } from '../../kernel/stay.ts'
import { parseAmount } from './amount.ts'
import { amenityWords } from './amenities.ts'
import { cutText, firstSentence, plainLine, plainText } from './plain-text.ts'
import { cellOf, type Row } from './read-csv.ts'
import type { Refused } from './skips.ts'

/** A row of listings.csv, in our words. What a format doesn't have is null or empty. */
export type ListingRow = Readonly<{
  sourceId: string
  host: HostRow
  title: string
  summary: string
  description: string
  houseRules: string
  placeType: 'entire' | 'private_room' | 'shared_room' | 'hotel_room'
  propertyType: string
  place: PlaceRow
  neighbourhood: string | null
  lat: number
  lng: number
  capacity: number
  bedrooms: number
  beds: number
  bathroomHalves: number
  amenities: readonly string[]
  instantBook: boolean
  policy: 'flexible' | 'moderate' | 'strict'
  nightsMin: number
  nightsMax: number
  prices: PricesRow
  reviewCount: number
  ratingHundredths: number | null
  latestReviewOn: CalendarDate | null
}>

export type HostRow = Readonly<{ sourceId: string; name: string; about: string; since: CalendarDate | null }>

/** As the row itself says it; empty parts are filled from what most of the folder's rows say. */
export type PlaceRow = Readonly<{ town: string; region: string; country: string }>

/** Minor units; undefined where the row has none. */
export type PricesRow = Readonly<{
  nightly: number | undefined
  week: number | undefined
  month: number | undefined
  cleaning: number | undefined
  extraGuest: number | undefined
  guestsIncluded: number
}>

/** Without these a row can't become a listing. Every format that Inside Airbnb has published has them. */
export const listingColumns = ['id', 'name', 'host_id', 'host_name', 'latitude', 'longitude', 'room_type', 'accommodates', 'price'] as const

const titleMax = 200
const summaryMax = 160
const textMax = 20_000
const nameMax = 120
const capacityMax = 50
const roomsMax = 50

/** @returns why not, when the row is no listing that anybody could stay at. */
export function parseListing(row: Row, currency: Currency): Result<ListingRow, Refused> {
  const cell = (column: string) => cellOf(row, column).trim()
  const refuse = (reason: Refused['reason'], column: string) => err({ reason, detail: cell(column) })
  const placeType = placeTypes[cell('room_type').toLowerCase()]
  const [lat, lng] = [degrees(cell('latitude'), 90), degrees(cell('longitude'), 180)]
  const capacity = whole(cell('accommodates'))
  if (!row.whole) return err({ reason: 'wrong_number_of_cells', detail: `${row.cells.length} instead of ${row.columns.size}` })
  if (!isSourceId(cell('id'))) return refuse('bad_id', 'id')
  if (!isSourceId(cell('host_id'))) return refuse('bad_host_id', 'host_id')
  if (!placeType) return refuse('unknown_room_type', 'room_type')
  if (lat === undefined || lng === undefined) return err({ reason: 'no_location', detail: `${cell('latitude')}, ${cell('longitude')}` })
  if (!capacity || capacity > capacityMax) return refuse('bad_capacity', 'accommodates')
  const name = namedFacts(plainLine(cell('name')))
  const description = descriptionOf(cell)
  const neighbourhood = plainLine(cell('neighbourhood_cleansed')) || null
  const nightsMin = Math.max(1, whole(cell('minimum_nights')) ?? 1)
  return ok({
    sourceId: cell('id'),
    host: hostOf(cell),
    title: cutText(name.title || `${cell('room_type')} in ${neighbourhood ?? 'town'}`, titleMax),
    summary: cutText(plainLine(cell('summary') ? firstSentence(plainText(cell('summary'))) : firstSentence(description)), summaryMax),
    description,
    houseRules: cutText(plainText(cell('house_rules')), textMax),
    placeType,
    propertyType: plainLine(cell('property_type')),
    place: placeOf(cell),
    neighbourhood: neighbourhood && cutText(neighbourhood, nameMax),
    lat,
    lng,
    capacity,
    bedrooms: limited(whole(cell('bedrooms')) ?? name.bedrooms ?? 1),
    beds: limited(whole(cell('beds')) || name.beds || 1),
    bathroomHalves: limited(
      Math.round(2 * (decimal(cell('bathrooms')) ?? bathrooms(cell('bathrooms_text')) ?? name.bathrooms ?? 1)),
      2 * roomsMax,
    ),
    amenities: amenityWords(cell('amenities')),
    instantBook: cell('instant_bookable') === 't',
    policy: policies[cell('cancellation_policy')] ?? (cell('cancellation_policy') ? 'strict' : 'flexible'),
    nightsMin: Math.min(nightsMin, stayNightsMax),
    nightsMax: Math.min(Math.max(nightsMin, whole(cell('maximum_nights')) || stayNightsMax), stayNightsMax),
    prices: pricesOf(cell, currency),
    reviewCount: whole(cell('number_of_reviews')) ?? 0,
    ratingHundredths: rating(cell('review_scores_rating')),
    latestReviewOn: date(cell('last_review')),
  })
}

type Cell = (column: string) => string

const placeTypes: Readonly<Record<string, ListingRow['placeType']>> = {
  'entire home/apt': 'entire',
  'private room': 'private_room',
  'shared room': 'shared_room',
  'hotel room': 'hotel_room',
}

/** 2019's policies; later files tell none, and then nobody's refund is made smaller than it may have been. */
const policies: Readonly<Record<string, ListingRow['policy']>> = { flexible: 'flexible', moderate: 'moderate' }

const hostOf = (cell: Cell): HostRow => ({
  sourceId: cell('host_id'),
  name: cutText(plainLine(cell('host_name')) || 'Host', nameMax),
  about: cutText(plainText(cell('host_about')), textMax),
  since: date(cell('host_since')),
})

function descriptionOf(cell: Cell): string {
  const told = cell('description') || [cell('summary'), cell('space')].filter(Boolean).join('\n\n') || cell('neighborhood_overview')
  return cutText(plainText(told), textMax)
}

/** 'Kallang, Singapore' or 'Albany, New York, United States' in newer files; columns of their own in 2019's. */
function placeOf(cell: Cell): PlaceRow {
  const line = (column: string) => cutText(plainLine(cell(column)), nameMax)
  if (cell('city')) return { town: line('city'), region: line('state'), country: cell('country_code') }
  const parts = plainLine(cell('neighbourhood'))
    .split(',')
    .map((part) => cutText(part.trim(), nameMax))
  const [town = '', region = ''] = parts
  if (parts.length < 2 || town === '' || town === 'n/a') return { town: '', region: '', country: '' }
  return { town, region: parts.length > 2 ? region : '', country: parts.at(-1) ?? '' }
}

function pricesOf(cell: Cell, currency: Currency): PricesRow {
  const amount = (column: string) => parseAmount(cell(column), currency)
  return {
    nightly: amount('price'),
    week: amount('weekly_price'),
    month: amount('monthly_price'),
    cleaning: amount('cleaning_fee'),
    extraGuest: amount('extra_people'),
    guestsIncluded: limited(Math.max(1, whole(cell('guests_included')) ?? 1), capacityMax),
  }
}

/** 'Villa in Singapore · ★4.44 · 2 bedrooms · 3 beds · 1 private bath': in 2023 and 2024 the name carries facts that have no column. */
function namedFacts(name: string): {
  title: string
  bedrooms?: number | undefined
  beds?: number | undefined
  bathrooms?: number | undefined
} {
  const [title = '', ...facts] = name.split(' · ')
  const isFact = (text: string) => /^(?:★|New$|Studio$|\d+ bed|[\d.]+ .*bath|(?:shared |private )?half-bath)/i.test(text)
  if (!facts.some(isFact)) return { title: name }
  const count = (pattern: RegExp) => whole(facts.map((fact) => pattern.exec(fact)?.[1]).find(Boolean) ?? '')
  return {
    title,
    bedrooms: facts.includes('Studio') ? 0 : count(/^(\d+) bedrooms?$/),
    beds: count(/^(\d+) beds?$/),
    bathrooms: facts.map(bathrooms).find((found) => found !== undefined),
  }
}

/** '1.5 shared baths', 'Half-bath'. */
function bathrooms(text: string): number | undefined {
  if (/half-bath/i.test(text)) return 0.5
  return /\bbaths?\b/i.test(text) ? decimal(/^[\d.]+/.exec(text)?.[0] ?? '') : undefined
}

/** Ids are kept as text: from 2022 on they are beyond what a double can hold. */
export const isSourceId = (text: string) => /^\d{1,20}$/.test(text)

/** Hundredths of a star. Until 2020 ratings went from 20 to 100, since then from 1 to 5; 0 stands for none. */
function rating(text: string): number | null {
  const value = decimal(text) ?? 0
  if (value < 1 || value > 100) return null
  return Math.round(value > 5 ? value * 5 : value * 100)
}

const limited = (value: number, max = roomsMax) => Math.min(value, max)
const decimal = (text: string) => (/^\d{1,6}(?:\.\d+)?$/.test(text) ? Number(text) : undefined)

function whole(text: string): number | undefined {
  const value = decimal(text)
  return value === undefined ? undefined : Math.trunc(value)
}

function degrees(text: string, max: number): number | undefined {
  const value = /^-?\d{1,3}(?:\.\d+)?$/.test(text) ? Number(text) : NaN
  return Math.abs(value) <= max ? value : undefined
}

function date(text: string): CalendarDate | null {
  const parsed = parseCalendarDate(text)
  return parsed.ok ? parsed.value : null
}
