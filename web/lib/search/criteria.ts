import type { Guests } from '../format/guests.ts'

export const sorts = ['recommended', 'price', 'rating', 'distance'] as const
export type Sort = (typeof sorts)[number]

/** What the reader is looking for, as the site's own addresses say it. Prices are whole units of the currency on offer; '' is anything. */
export type Criteria = Readonly<{
  place: string
  placeId: string
  bbox: string
  checkIn: string
  checkOut: string
  guests: Guests
  priceMin: number | null
  priceMax: number | null
  /** What the two limits are in; '' is the currency of everything on offer. */
  currency: string
  bedrooms: number | null
  beds: number | null
  bathrooms: number | null
  placeType: readonly string[]
  propertyType: readonly string[]
  amenities: readonly string[]
  instantBook: boolean
  sort: Sort
  /** A cursor the API gave out. */
  page: string | null
}>

/** At least so many of each. */
export const roomCounts = ['bedrooms', 'beds', 'bathrooms'] as const

const listed = ['placeType', 'propertyType', 'amenities'] as const
/** Of each: the least, the most, and what an address leaves out. */
export const counted = { adults: [1, 50, 1], children: [0, 50, 0], infants: [0, 10, 0], pets: [0, 10, 0] } as const

/** The address of a search, without what is left at its default. */
export function criteriaParams(criteria: Criteria): URLSearchParams {
  const params = new URLSearchParams()
  const put = (name: string, value: string | number | null) => {
    if (value !== null && value !== '') params.append(name, String(value))
  }
  for (const name of ['place', 'placeId', 'bbox', 'checkIn', 'checkOut'] as const) put(name, criteria[name])
  for (const [name, [, , usual]] of Object.entries(counted) as [keyof typeof counted, readonly [number, number, number]][])
    if (criteria.guests[name] !== usual) put(name, criteria.guests[name])
  for (const name of ['priceMin', 'priceMax', ...roomCounts] as const) put(name, criteria[name])
  if (criteria.priceMin !== null || criteria.priceMax !== null) put('currency', criteria.currency)
  for (const name of listed) for (const value of criteria[name]) put(name, value)
  if (criteria.instantBook) put('instantBook', 'true')
  if (criteria.sort !== 'recommended') put('sort', criteria.sort)
  put('page', criteria.page)
  return params
}

/** The same search, changed, from its first page. */
export function searchHref(criteria: Criteria, change: Partial<Criteria> = {}, path = '/search') {
  const query = criteriaParams({ ...criteria, page: null, ...change }).toString()
  return query === '' ? path : `${path}?${query}`
}

/** A listing's address that keeps the stay the reader has in mind. */
export function listingHref(listingId: string, criteria: Pick<Criteria, 'guests'>, stay: { checkIn: string; checkOut: string } | null) {
  const { adults, children, infants, pets } = criteria.guests
  const params = new URLSearchParams()
  if (stay) {
    params.set('checkIn', stay.checkIn)
    params.set('checkOut', stay.checkOut)
  }
  for (const [name, count] of Object.entries({ adults, children, infants, pets }))
    if (count > (name === 'adults' ? 1 : 0)) params.set(name, String(count))
  const query = params.toString()
  return `/listings/${encodeURIComponent(listingId)}${query === '' ? '' : `?${query}`}`
}

/** What 'Clear all filters' sets; place, dates and company stay. */
export const noFilters = {
  priceMin: null,
  priceMax: null,
  bedrooms: null,
  beds: null,
  bathrooms: null,
  placeType: [],
  propertyType: [],
  amenities: [],
  instantBook: false,
} as const satisfies Partial<Criteria>

/** Filters that are on, for the count on the Filters chip. */
export const filterCount = (criteria: Criteria) =>
  [
    criteria.priceMin !== null || criteria.priceMax !== null,
    criteria.instantBook,
    ...roomCounts.map((name) => criteria[name] !== null),
  ].filter(Boolean).length +
  criteria.placeType.length +
  criteria.propertyType.length +
  criteria.amenities.length
