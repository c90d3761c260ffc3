import type { Texts } from '../i18n/texts.ts'
import type { Criteria } from '../search/criteria.ts'
import { decimalsOf } from './minor-units.ts'

type Said = Pick<Texts, 't' | 'tOr' | 'wholeMoney' | 'number'>

/** Wood stove; what has no text of its own is said as the host wrote it. */
export const amenityText = (amenity: string, { tOr }: Said) => tOr(`amenity.${amenity}`, amenity.replaceAll('_', ' '))

export const placeTypeText = (placeType: string, { tOr }: Said) => tOr(`placeType.${placeType}`, placeType.replaceAll('_', ' '))

/** Under €750 */
export function priceRangeText({ priceMin, priceMax, currency }: Criteria, { t, wholeMoney, number }: Said) {
  const amount = (whole: number) => (currency ? wholeMoney({ minor: whole * 10 ** decimalsOf(currency), currency }) : number(whole))
  if (priceMin === null) return t('filter.under', { amount: amount(priceMax ?? 0) })
  return priceMax === null
    ? t('filter.over', { amount: amount(priceMin) })
    : t('filter.between', { from: amount(priceMin), to: amount(priceMax) })
}
