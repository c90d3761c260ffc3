import type { Texts } from '../i18n/texts.ts'

type Said = Pick<Texts, 't' | 'tOr' | 'number' | 'day' | 'dayOf'>
type Home = { placeType: string; propertyType: string; town: string; capacity: number; bedrooms: number; beds: number; bathrooms: number }

/** Whole cabin, Private room: our own kinds by their names, and what other marketplaces call theirs as it is. */
export function kindText({ placeType, propertyType }: Pick<Home, 'placeType' | 'propertyType'>, { tOr }: Pick<Said, 'tOr'>) {
  const property = tOr(`property.${propertyType}`, '')
  if (property === '') return propertyType === '' ? tOr(`placeType.${placeType}`, placeType) : propertyType.replaceAll('_', ' ')
  return tOr(`kind.${placeType}`, property, { property })
}

/** Whole cabin in Fenwick Forest · sleeps 4 */
export const whatText = (home: Home, said: Said) =>
  said.t('listing.what', { kind: kindText(home, said), town: home.town, capacity: home.capacity })

/** 2 bedrooms · 3 beds · 1 bathroom */
export function roomsText({ bedrooms, beds, bathrooms }: Home, { t, number }: Said) {
  const parts = [bedrooms === 0 ? t('rooms.studio') : t('rooms.bedrooms', { count: bedrooms })]
  if (beds > 0) parts.push(t('rooms.beds', { count: beds }))
  if (bathrooms === 0.5) parts.push(t('rooms.toilet'))
  else if (bathrooms > 0) parts.push(t('rooms.bathrooms', { count: bathrooms, shown: number(bathrooms) }))
  return parts.join(t('list.dot'))
}
