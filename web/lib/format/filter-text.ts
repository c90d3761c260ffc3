import type { Texts } from '../i18n/texts.ts'
import { roomCounts, type Criteria } from '../search/criteria.ts'
import { decimalsOf } from './minor-units.ts'

type Said = Pick<Texts, 't' | 'tOr' | 'wholeMoney' | 'number'>

/** Wood stove; what has no text of its own is said as the host wrote it. */
export const amenityText = (amenity: string, { tOr }: Said) => tOr(`amenity.${amenity}`, amenity.replaceAll('_', ' '))

export const placeTypeText = (placeType: string, { tOr }: Said) => tOr(`placeType.${placeType}`, placeType.replaceAll('_', ' '))

/** Houseboat, as a choice of its own */
export const propertyText = (type: string, { tOr }: Said) => tOr(`buildings.${type}`, type.replaceAll('_', ' '))

/** Under €750 */
export function priceRangeText({ priceMin, priceMax, currency }: Criteria, { t, wholeMoney, number }: Said) {
  const amount = (whole: number) => (currency ? wholeMoney({ minor: whole * 10 ** decimalsOf(currency), currency }) : number(whole))
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
  if (criteria.priceMin !== null || criteria.priceMax !== null)
    on.push({ text: priceRangeText(criteria, said), without: { priceMin: null, priceMax: null } })
  if (criteria.instantBook) on.push({ text: t('filter.instant'), without: { instantBook: false } })
  return on
}
