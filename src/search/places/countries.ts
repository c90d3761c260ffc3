import { newMemory } from '../index/memory.ts'

/** Languages in which guests may call a country: those that most sites on earth are written in. */
const languages = (
  'en de fr es it pt nl da sv nb fi is et lv lt pl cs sk hu sl hr sr bs mk sq ro bg el tr ru uk be ka hy az kk uz he ar fa ur hi bn pa gu ' +
  'mr ta te kn ml si ne th lo my km vi id ms fil zh zh-Hant ja ko mn sw am af zu ca eu gl cy ga mt lb'
).split(' ')

/** What the languages above do not say (any more), or nobody says whole. */
const alsoCalled: Readonly<Record<string, readonly string[]>> = {
  AE: ['UAE', 'Emirates'],
  BA: ['Bosnia'],
  BN: ['Brunei Darussalam'],
  CD: ['DR Congo', 'Zaire'],
  CI: ['Ivory Coast'],
  CV: ['Cape Verde'],
  CZ: ['Czech Republic'],
  GB: ['Great Britain', 'Britain'],
  IE: ['Republic of Ireland'],
  KR: ['Korea', 'Republic of Korea'],
  MK: ['Macedonia'],
  MM: ['Burma'],
  NL: ['Holland'],
  PS: ['Palestine'],
  RU: ['Russian Federation'],
  SZ: ['Swaziland'],
  TL: ['East Timor'],
  TR: ['Turkey'],
  US: ['USA', 'America', 'United States of America'],
  VA: ['Vatican'],
}

const english = new Intl.DisplayNames(['en'], { type: 'region' })
const hasName = (code: string) => /^[A-Z]{2}$/.test(code)

/** There are 676 codes. */
const inEnglish = newMemory<string>(1_000)

/** In English; what is no code is its own name. */
export const countryName = (code: string): string => (hasName(code) ? inEnglish.recall(code, () => english.of(code) ?? code) : code)

/** A function that says what a country is called elsewhere; what it is called in English may be among it. Slow to make. */
export function newCountryNames(): (code: string) => string[] {
  const speakers = languages.map((language) => new Intl.DisplayNames([language], { type: 'region' }))
  const short = new Intl.DisplayNames(['en'], { type: 'region', style: 'short' })
  const called = (code: string) => (hasName(code) ? [...speakers, short].flatMap((names) => names.of(code) ?? []) : [])
  return (code) => [...called(code), ...(alsoCalled[code] ?? [])]
}
