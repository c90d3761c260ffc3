import type { Guests } from '../format/guests.ts'

export const sorts = ['recommended', 'price', 'rating', 'distance'] as const
export type Sort = (typeof sorts)[number]

/** When: two days, `flex` days earlier or later; or a weekend or week of a month ('2027-05'), and then no days. '' is any. */
export type When = Readonly<{ checkIn: string; checkOut: string; flex: 0 | 1 | 2 | 3 | 7; stay: '' | 'weekend' | 'week'; month: string }>

/** What the reader is looking for, as the site's own addresses say it. Prices are whole units of the currency on offer; '' is anything. */
export type Criteria = When &
  Readonly<{
    place: string
    placeId: string
    bbox: string
    guests: Guests
    priceMin: number | null
    priceMax: number | null
    /** Of what the limits are: the whole stay or a night of it. */
    priceBy: 'total' | 'night'
    /** What the two limits are in; '' is the currency of everything on offer. */
    currency: string
    bedrooms: number | null
    beds: number | null
    bathrooms: number | null
    placeType: readonly string[]
    propertyType: readonly string[]
    amenities: readonly string[]
    /** Stars. */
    ratingMin: number | null
    instantBook: boolean
    freeCancellation: boolean
    sort: Sort
    /** A cursor the API gave out. */
    page: string | null
  }>

/** At least so many of each. */
export const roomCounts = ['bedrooms', 'beds', 'bathrooms'] as const

const listed = ['placeType', 'propertyType', 'amenities'] as const
/** Wishes that are on or off. */
export const wished = ['instantBook', 'freeCancellation'] as const
/** Of each: the least, the most, and what an address leaves out. */
export const counted = { adults: [1, 50, 1], children: [0, 50, 0], infants: [0, 10, 0], pets: [0, 10, 0] } as const

/** The address of a search, without what is left at its default. */
export function criteriaParams(criteria: Criteria): URLSearchParams {
  const params = new URLSearchParams()
  const put = (name: string, value: string | number | null) => {
    if (value !== null && value !== '') params.append(name, String(value))
  }
  for (const name of ['place', 'placeId', 'bbox', 'checkIn', 'checkOut'] as const) put(name, criteria[name])
  if (criteria.flex > 0) put('flex', criteria.flex)
  for (const name of ['stay', 'month'] as const) put(name, criteria[name])
  for (const [name, [, , usual]] of Object.entries(counted) as [keyof typeof counted, readonly [number, number, number]][])
    if (criteria.guests[name] !== usual) put(name, criteria.guests[name])
  for (const name of ['priceMin', 'priceMax', ...roomCounts, 'ratingMin'] as const) put(name, criteria[name])
  if (hasPrice(criteria)) {
    put('currency', criteria.currency)
    if (criteria.priceBy === 'night') put('priceBy', 'night')
  }
  for (const name of listed) for (const value of criteria[name]) put(name, value)
  for (const name of wished) if (criteria[name]) put(name, 'true')
  if (criteria.sort !== 'recommended') put('sort', criteria.sort)
  put('page', criteria.page)
  return params
}

export const hasPrice = ({ priceMin, priceMax }: Criteria) => priceMin !== null || priceMax !== null

/** Whether the days are the reader's own: else each home has its own, and has to say which. */
export const isExact = ({ checkIn, flex }: Criteria) => checkIn !== '' && flex === 0

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
