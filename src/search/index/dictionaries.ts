import type { Currency } from '../../kernel/money.ts'
import type { WallTime, Zone } from '../../kernel/zone.ts'
import type { PolicyRef } from '../../listings/cancellation-policy.ts'
import type { AreaNames } from '../places/areas.ts'
import { newCodes, type Codes } from './codes.ts'

/** What the small numbers in the columns stand for. Only ever longer, so that a thread that knows less reads nothing wrong. */
export type Dictionaries = Readonly<{
  placeType: Codes<string>
  propertyType: Codes<string>
  amenity: Codes<string>
  currency: Codes<Currency>
  zone: Codes<Zone>
  time: Codes<WallTime>
  policy: Codes<PolicyRef>
  /** Where homes are, in words: see `areaText`. */
  area: Codes<string>
}>

export type Texts = Readonly<{ [Name in keyof Dictionaries]: Dictionaries[Name]['texts'] }>
/** How many words of each are known. */
export type Known = Readonly<Record<keyof Dictionaries, number>>

export const newDictionaries = (): Dictionaries => ({
  placeType: newCodes(),
  propertyType: newCodes(),
  amenity: newCodes(),
  currency: newCodes(),
  zone: newCodes(),
  time: newCodes(),
  policy: newCodes(),
  area: newCodes(),
})

const nothing: Known = { placeType: 0, propertyType: 0, amenity: 0, currency: 0, zone: 0, time: 0, policy: 0, area: 0 }

export const textsSince = (
  { placeType, propertyType, amenity, currency, zone, time, policy, area }: Dictionaries,
  known: Known,
): Texts => ({
  placeType: placeType.texts.slice(known.placeType),
  propertyType: propertyType.texts.slice(known.propertyType),
  amenity: amenity.texts.slice(known.amenity),
  currency: currency.texts.slice(known.currency),
  zone: zone.texts.slice(known.zone),
  time: time.texts.slice(known.time),
  policy: policy.texts.slice(known.policy),
  area: area.texts.slice(known.area),
})

export const textsOf = (dictionaries: Dictionaries): Texts => textsSince(dictionaries, nothing)

export const knownOf = ({ placeType, propertyType, amenity, currency, zone, time, policy, area }: Dictionaries): Known => ({
  placeType: placeType.texts.length,
  propertyType: propertyType.texts.length,
  amenity: amenity.texts.length,
  currency: currency.texts.length,
  zone: zone.texts.length,
  time: time.texts.length,
  policy: policy.texts.length,
  area: area.texts.length,
})

export const entriesIn = (dictionaries: Dictionaries) => Object.values(dictionaries).reduce((sum, { texts }) => sum + texts.length, 0)

/** Words that follow those known already, from another thread or an earlier start. */
export function learn(dictionaries: Dictionaries, texts: Texts): void {
  learnEach(dictionaries.placeType, texts.placeType)
  learnEach(dictionaries.propertyType, texts.propertyType)
  learnEach(dictionaries.amenity, texts.amenity)
  learnEach(dictionaries.currency, texts.currency)
  learnEach(dictionaries.zone, texts.zone)
  learnEach(dictionaries.time, texts.time)
  learnEach(dictionaries.policy, texts.policy)
  learnEach(dictionaries.area, texts.area)
}

function learnEach<Text>(codes: Codes<Text>, texts: readonly Text[]): void {
  for (const text of texts) codes.of(text)
}

/** What nobody has said, among words that have. */
const unsaid = '\0'

export const areaText = ({ country, region, town, neighbourhood }: AreaNames) =>
  [country ?? unsaid, region ?? unsaid, town, neighbourhood ?? unsaid].join('\n')

export function parseAreaNames(text: string): AreaNames {
  const [country, region, town, neighbourhood] = text.split('\n').map((word) => (word === unsaid ? null : word))
  return { country: country ?? null, region: region ?? null, town: town ?? '', neighbourhood: neighbourhood ?? null }
}
