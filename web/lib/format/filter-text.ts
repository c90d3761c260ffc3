import type { Texts } from '../i18n/texts.ts'
import { hasPrice, roomCounts, wished, type Criteria } from '../search/criteria.ts'
import { amenityText, placeTypeText, propertyText } from './kind-text.ts'
import { decimalsOf } from './minor-units.ts'

type Said = Pick<Texts, 't' | 'tOr' | 'wholeMoney' | 'number'>

/** Under €750, or under €250 a night */
export function priceRangeText({ priceMin, priceMax, priceBy, currency }: Criteria, { t, wholeMoney, number }: Said) {
  const amount = (whole: number) => {
    const text = currency ? wholeMoney({ minor: whole * 10 ** decimalsOf(currency), currency }) : number(whole)
    return priceBy === 'night' ? t('filter.aNight', { amount: text }) : text
  }
  if (priceMin === null) return t('filter.under', { amount: amount(priceMax ?? 0) })
  return priceMax === null
    ? t('filter.over', { amount: amount(priceMin) })
    : t('filter.between', { from: amount(priceMin), to: amount(priceMax) })
}

/** A filter that is on, in words, and the same search without it. */
export type OnFilter = Readonly<{ text: string; without: Partial<Criteria> }>

/** Every filter that is on, in the order of the chips. */
export function filtersOn(criteria: Criteria, said: Said): OnFilter[] {
  const { t } = said
  const listed = (name: 'amenities' | 'placeType' | 'propertyType', textOf: (value: string) => string): OnFilter[] =>
    criteria[name].map((value) => ({ text: textOf(value), without: { [name]: criteria[name].filter((kept) => kept !== value) } }))
  const on = [
    ...listed('amenities', (amenity) => amenityText(amenity, said)),
    ...listed('placeType', (type) => placeTypeText(type, said)),
    ...listed('propertyType', (type) => propertyText(type, said)),
  ]
  for (const name of roomCounts) {
    const count = criteria[name]
    if (count !== null) on.push({ text: t(`filter.${name}`, { count }), without: { [name]: null } })
  }
  if (hasPrice(criteria)) on.push({ text: priceRangeText(criteria, said), without: { priceMin: null, priceMax: null } })
  if (criteria.ratingMin !== null)
    on.push({ text: t('filter.rating', { rating: said.number(criteria.ratingMin) }), without: { ratingMin: null } })
  for (const name of wished) if (criteria[name]) on.push({ text: t(`filter.${name}`), without: { [name]: false } })
  return on
}

/** A filter that is off, in words, and what it changes. */
export type OffFilter = Readonly<{ text: string; change: Partial<Criteria> }>

const commonAmenities = ['fireplace', 'free_parking', 'step_free'] as const

/** What is offered at once beside the filters, one press each: what some homes have and many guests need. */
export function filtersToAdd({ amenities, freeCancellation }: Criteria, said: Said): OffFilter[] {
  const free = { text: said.t('filter.freeCancellation'), change: { freeCancellation: true } }
  const lacking = commonAmenities.filter((amenity) => !amenities.includes(amenity))
  return [
    ...(freeCancellation ? [] : [free]),
    ...lacking.map((amenity) => ({ text: amenityText(amenity, said), change: { amenities: [...amenities, amenity] } })),
  ]
}
