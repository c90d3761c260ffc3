import { boxOf, type Point } from '../geography.ts'
import { firstOf } from '../order.ts'
import { cityBox, cityPoint, type Cities } from './cities.ts'
import type { Place } from './place.ts'
import { fold } from './place-names.ts'

const names = new Intl.DisplayNames(['en'], { type: 'region' })
const hasName = (code: string) => /^[A-Z]{2}$/.test(code)

/** In English; what is no code is its own name. */
export const countryName = (code: string) => (hasName(code) ? (names.of(code) ?? code) : code)

/** `size`: the people of its towns. */
type Country = { readonly code: string; readonly folded: string; readonly size: number; place?: Place }

/** More never need to be weighed: the rest is smaller. */
const countriesMax = 8
const lists = new WeakMap<Cities, Country[]>()

/** The most populous of those whose folded name `matches`. */
export function largestCountries(cities: Cities, matches: (folded: string) => boolean): (Country & { place: Place })[] {
  const found = listOf(cities).filter(({ folded }) => matches(folded))
  return firstOf(found, countriesMax, (a, b) => a.size > b.size).map((country) => ({ ...country, place: placeOf(cities, country) }))
}

export function findCountry(cities: Cities, code: string): Place | undefined {
  const country = listOf(cities).find((each) => each.code === code)
  return country && placeOf(cities, country)
}

function listOf(cities: Cities): Country[] {
  const known = lists.get(cities)
  if (known) return known
  const list = [...cities.byCountry]
    .filter(([code]) => hasName(code))
    .map(([code, towns]) => {
      const size = towns.reduce((sum, city) => sum + (cities.population[city] ?? 0), 0)
      return { code, folded: fold(countryName(code)), size }
    })
  lists.set(cities, list)
  return list
}

/** As far as its towns reach, from the largest of them: Singapore's box is its town's, Fiji's lies across the date line. */
function placeOf(cities: Cities, country: Country): Place {
  if (country.place) return country.place
  const { code } = country
  const [lats, lngs]: [number[], number[]] = [[], []]
  let largest = -1
  for (const city of cities.byCountry.get(code) ?? []) {
    const [west, south, east, north] = cityBox(cities, city)
    lats.push(south, north)
    lngs.push(west, east)
    if ((cities.population[city] ?? 0) > (cities.population[largest] ?? -1)) largest = city
  }
  const location: Point = cityPoint(cities, largest)
  const bbox = boxOf(lats, lngs, 0) ?? cityBox(cities, largest)
  country.place = { id: `country:${code}`, kind: 'country', name: countryName(code), region: null, country: code, bbox, location }
  return country.place
}
