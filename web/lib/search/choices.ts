import { hasPrice, roomCounts, wished, type Criteria, type When } from './criteria.ts'

/** How many days earlier or later than asked a stay may begin. */
export const flexes = [1, 2, 3, 7] as const
/** What may be asked for in a month, without days. */
export const spans = ['weekend', 'week'] as const
/** Ratings that may be asked for. */
export const ratings = [4, 4.5, 4.8] as const

export const anyDay: When = { checkIn: '', checkOut: '', flex: 0, stay: '', month: '' }

/** What 'Clear all filters' sets; place, dates and company stay. */
export const noFilters = {
  priceMin: null,
  priceMax: null,
  priceBy: 'total',
  bedrooms: null,
  beds: null,
  bathrooms: null,
  placeType: [],
  propertyType: [],
  amenities: [],
  ratingMin: null,
  instantBook: false,
  freeCancellation: false,
} as const satisfies Partial<Criteria>

/** Filters that are on, for the count on the Filters chip. */
export const filterCount = (criteria: Criteria) =>
  [
    hasPrice(criteria),
    criteria.ratingMin !== null,
    ...wished.map((name) => criteria[name]),
    ...roomCounts.map((name) => criteria[name] !== null),
  ].filter(Boolean).length +
  criteria.placeType.length +
  criteria.propertyType.length +
  criteria.amenities.length
