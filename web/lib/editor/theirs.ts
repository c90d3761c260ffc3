import { amenityText } from '../format/kind-text.ts'
import type { KeyFor } from '../i18n/keys.ts'
import type { Texts } from '../i18n/texts.ts'
import type { Fields } from './fields.ts'

const labels: readonly (readonly [field: string, label: KeyFor<{ currency: string }>])[] = [
  ['propertyType', 'editor.kind.what'],
  ['placeType', 'editor.kind.share'],
  ['place', 'editor.place.town'],
  ['address', 'editor.place.address'],
  ['neighbourhood', 'editor.place.neighbourhood'],
  ['at', 'editor.place.at'],
  ['capacity', 'editor.rooms.capacity'],
  ['bedrooms', 'editor.rooms.bedrooms'],
  ['bathrooms', 'editor.rooms.bathrooms'],
  ['roomName', 'editor.rooms.where'],
  ['amenities', 'editor.title.amenities'],
  ['title', 'editor.texts.title'],
  ['summary', 'editor.texts.summary'],
  ['description', 'editor.texts.description'],
  ['base', 'editor.prices.base'],
  ['weekend', 'editor.prices.weekend'],
  ['cleaning', 'editor.prices.cleaning'],
  ['weekly', 'editor.prices.weekly'],
  ['monthly', 'editor.prices.monthly'],
  ['guestsIncluded', 'editor.prices.guestsIncluded'],
  ['extraGuest', 'editor.prices.extraGuest'],
  ['pet', 'editor.prices.pet'],
  ['checkInFrom', 'editor.rules.from'],
  ['checkOutBy', 'editor.rules.by'],
  ['nightsMin', 'editor.rules.nightsMin'],
  ['nightsMax', 'editor.rules.nightsMax'],
  ['petsMax', 'editor.rules.pets'],
  ['policy', 'editor.rules.policy'],
  ['instantBook', 'editor.rules.instant'],
  ['houseRules', 'editor.rules.house'],
]

/** Of the fields that are there now, those that say something else than the form showed before anybody typed. */
export function changedSince(seen: Fields, now: Fields): Fields {
  const text = (values: readonly string[] | undefined) => JSON.stringify(values ?? [])
  return Object.fromEntries(Object.entries(now).filter(([name, values]) => text(values) !== text(seen[name])))
}

/** Fields in the reader's words, as far as words can be put to one alone. */
export function fieldsInWords(
  fields: Fields,
  said: Pick<Texts, 't' | 'tOr' | 'list' | 'wholeMoney' | 'money' | 'number'>,
  currency: string,
) {
  const words = (name: string, value: string) => {
    if (name === 'propertyType') return said.tOr(`property.${value}`, value)
    if (name === 'placeType') return said.tOr(`placeType.${value}`, value)
    if (name === 'policy') return said.tOr(`editor.policy.${value}`, value)
    if (name === 'instantBook') return said.tOr(`editor.instant.${value}`, value)
    return name === 'amenities' ? amenityText(value, said) : value
  }
  return labels.flatMap(([name, label]) => {
    const values = fields[name]?.filter((value) => value !== '').map((value) => words(name, value))
    return values ? [{ label: said.t(label, { currency }), text: said.list(values) }] : []
  })
}
