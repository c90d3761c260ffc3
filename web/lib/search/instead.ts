import type { Instead, Money } from '../api/types.ts'
import type { Guests } from '../format/guests.ts'
import type { Texts } from '../i18n/texts.ts'
import { anyDay, noFilters } from './choices.ts'
import type { Criteria } from './criteria.ts'

export type InsteadDate = Instead['dates'][number]
export type InsteadPlace = Instead['places'][number]
export type InsteadFilter = Instead['filters'][number]

export const isSome = (instead: Instead | null): instead is Instead =>
  instead !== null && [instead.dates, instead.places, instead.filters].some(({ length }) => length > 0)

/** What another search leads to: 3 homes, from €347 */
export const givesText = (count: number, from: Money | null, { t, wholeMoney }: Pick<Texts, 't' | 'wholeMoney'>) =>
  from ? t('search.gives', { count, from: wholeMoney(from) }) : t('place.homes', { count })

export const onDates = ({ checkIn, checkOut }: InsteadDate): Partial<Criteria> => ({ ...anyDay, checkIn, checkOut })

export const inPlace = ({ id, name }: InsteadPlace): Partial<Criteria> => ({ place: name, placeId: id, bbox: '' })

const one: Guests = { adults: 1, children: 0, infants: 0, pets: 0 }

/** The change that lets one filter go. */
export function withoutFilter({ filter, value }: InsteadFilter, { guests, amenities }: Criteria): Partial<Criteria> {
  switch (filter) {
    case 'price':
      return { priceMin: null, priceMax: null }
    case 'guests':
      return { guests: { ...one, infants: guests.infants, pets: guests.pets } }
    case 'pets':
      return { guests: { ...guests, pets: 0 } }
    case 'amenities':
      return { amenities: amenities.filter((kept) => kept !== value) }
    default:
      return { [filter]: noFilters[filter] }
  }
}

/** The alternative that gives up least: other days, then one filter, then another place. */
export function changeTo({ dates: [date], filters: [filter], places: [place] }: Instead, criteria: Criteria): Partial<Criteria> {
  if (date) return onDates(date)
  if (filter) return withoutFilter(filter, criteria)
  return place ? inPlace(place) : {}
}
