import type { Area, Areas } from './areas.ts'
import { cityBox, cityPoint, townKm, type Cities } from './cities.ts'
import { countryName, findCountry, largestCountries } from './countries.ts'
import type { Place, PlaceKind } from './place.ts'
import { boxAround, inBox, type Box } from '../geography.ts'
import { merrowCoast, merrowTowns } from '../merrow-coast.ts'
import { firstOf } from '../order.ts'
import { fold, letterMask, missingLetters, startsAlike, typos, typosMax } from './place-names.ts'

export type CountedPlace = Place & Readonly<{ listings: number }>

export type Gazetteer = {
  /** Places whose name begins with `text`, small slips forgiven: with listings first, then exact, then by listings and size. */
  suggest(text: string, limit: number): Promise<CountedPlace[]>
  /** What a guest most likely means by `text`, an id or a name: a full name beats a beginning, whatever lies there. */
  find(text: string): Promise<CountedPlace | null>
}

type Sources = { cities(): Promise<Cities>; areas: Areas; countIn(box: Box): number }

/** `slips`: how many letters were wrong. `size`: population, or how many of our own listings use the name. */
type Candidate = { place: Place; folded: string; slips: number; size: number; invented?: boolean }

/** How many are weighed against each other; the rest is smaller than all of these. */
const candidatesMax = 40

export function newGazetteer({ cities, areas, countIn }: Sources): Gazetteer {
  const weigh = async (text: string) => {
    const [name = '', ...qualifiers] = text.split(',').map(fold)
    const world = await cities()
    const weighed = (found: Candidate[]) => {
      const qualified = found.filter(({ place }) => qualifiers.every((qualifier) => fits(place, qualifier)))
      return (qualified.length > 0 ? qualified : found)
        .map((candidate) => ({ ...candidate, listings: countIn(candidate.place.bbox), exact: candidate.folded === name }))
        .filter(({ invented, listings }) => !invented || listings > 0)
    }
    const found = weighed(beginning(world, areas, name))
    // 'Kalang' is a town in the Philippines, and a slip for Kallang, where we have homes.
    if (found.some(({ listings }) => listings > 0)) return found
    return [...found, ...weighed(misspelt(found.length > 0 ? null : world, areas, name))]
  }
  const counted = ({ place, listings }: { place: Place; listings: number }): CountedPlace => ({ ...place, listings })
  const withMost = (limit: number) =>
    ownAreas(areas, () => true)
      .toSorted((a, b) => popularity[a.place.kind] - popularity[b.place.kind] || b.size - a.size || (a.place.id < b.place.id ? -1 : 1))
      .slice(0, limit)
      .map(({ place }) => counted({ place, listings: countIn(place.bbox) }))
  return {
    suggest: async (text, limit) =>
      fold(text) === '' ? withMost(limit) : (await weigh(text)).toSorted(bySuggestion).slice(0, limit).map(counted),
    find: async (text) => {
      const place = text.includes(':') ? placeById(await cities(), areas, text) : undefined
      if (place) return { ...place, listings: countIn(place.bbox) }
      const [best] = fold(text) === '' ? [] : (await weigh(text)).toSorted(byMeaning)
      return best ? counted(best) : null
    },
  }
}

/** What to offer somebody who has not typed yet: towns, then parts of them. */
const popularity: Readonly<Record<PlaceKind, number>> = { town: 0, neighbourhood: 1, region: 2, country: 3 }

type Weighed = Candidate & { listings: number; exact: boolean }

const bySuggestion = (a: Weighed, b: Weighed) => Number(b.listings > 0) - Number(a.listings > 0) || byMeaning(a, b)

const byMeaning = (a: Weighed, b: Weighed) =>
  a.slips - b.slips || Number(b.exact) - Number(a.exact) || b.listings - a.listings || b.size - a.size || (a.place.id < b.place.id ? -1 : 1)

function beginning(cities: Cities, areas: Areas, name: string): Candidate[] {
  if (name === '') return []
  const begins = (folded: string) => folded.startsWith(name)
  return withoutDoubles([
    ...countries(cities, begins),
    ...merrowPlaces.filter(({ folded }) => beginsWord(folded, name)),
    ...ownAreas(areas, (folded) => beginsWord(folded, name)),
    ...largest(cities, citiesFrom(cities, name, begins)).map((city) => cityCandidate(cities, city)),
  ])
}

/** @param cities null: look among places of our own only */
function misspelt(cities: Cities | null, areas: Areas, name: string): Candidate[] {
  const max = typosMax(name.length)
  if (max === 0) return []
  const slips = (folded: string) => typos(name, folded, max)
  const near = (folded: string) => slips(folded) <= max
  const found = [...merrowPlaces.filter(({ folded }) => near(folded)), ...ownAreas(areas, near)]
  if (cities) {
    const towns = largest(cities, citiesNear(cities, name, max)).map((city) => cityCandidate(cities, city))
    found.push(...countries(cities, near), ...towns)
  }
  return withoutDoubles(found).map((candidate) => ({ ...candidate, slips: slips(candidate.folded) }))
}

/** 'sands' finds 'Saltby Sands' too: among the few places of our own a guest may start with any word. */
const beginsWord = (folded: string, name: string) => folded.startsWith(name) || folded.includes(` ${name}`)

function citiesFrom(cities: Cities, name: string, begins: (folded: string) => boolean): number[] {
  const found: number[] = []
  const starts = name.length > 1 ? [name.slice(0, 2)] : [...cities.byStart.keys()].filter((start) => start.startsWith(name))
  for (const start of starts) {
    for (const city of cities.byStart.get(start) ?? []) if (begins(cities.folded[city] ?? '')) found.push(city)
  }
  return found
}

const countries = (cities: Cities, matches: (folded: string) => boolean): Candidate[] =>
  largestCountries(cities, matches).map(({ place, folded, size }) => ({ place, folded, slips: 0, size }))

/** Letters and beginnings rule out nearly all of 135,000 names before the slips in one are counted. */
function citiesNear(cities: Cities, name: string, max: number): number[] {
  const mask = letterMask(name)
  const found: number[] = []
  for (let city = 0; city < cities.count; city++) {
    if (missingLetters(mask, cities.mask[city] ?? 0) > max) continue
    const folded = cities.folded[city] ?? ''
    if (startsAlike(name, folded) && typos(name, folded, max) <= max) found.push(city)
  }
  return found
}

const largest = (cities: Cities, found: readonly number[]): number[] =>
  firstOf(found, candidatesMax, (a, b) => (cities.population[a] ?? 0) > (cities.population[b] ?? 0))

const nations: Readonly<Record<string, string>> = { ENG: 'England', SCT: 'Scotland', WLS: 'Wales', NIR: 'Northern Ireland' }

function cityCandidate(cities: Cities, city: number): Candidate {
  const [country, admin] = [cities.country(city), cities.admin(city)]
  const region = country === 'US' ? admin : country === 'GB' ? (nations[admin] ?? null) : null
  const kind = cities.district[city] === 1 ? 'neighbourhood' : 'town'
  const id = `gn:${cities.geonamesId[city] ?? 0}`
  const place = {
    id,
    kind,
    name: cities.name(city),
    region,
    country,
    bbox: cityBox(cities, city),
    location: cityPoint(cities, city),
  } as const
  return { place, folded: cities.folded[city] ?? '', slips: 0, size: cities.population[city] ?? 0 }
}

const merrowPlaces: readonly Candidate[] = [
  {
    id: 'merrow:coast',
    kind: 'region',
    name: merrowCoast.name,
    region: null,
    bbox: merrowCoast.bbox,
    lat: merrowCoast.lat,
    lng: merrowCoast.lng,
    population: 20_000,
  } as const,
  ...merrowTowns.map((town) => ({
    ...town,
    id: `merrow:${town.slug}`,
    kind: 'town' as const,
    region: merrowCoast.name,
    bbox: boxAround(town, townKm(town.population)),
  })),
].map(({ id, kind, name, region, bbox, lat, lng, population }) => {
  const place = { id, kind, name, region, country: '', bbox, location: { lat, lng } }
  return { place, folded: fold(name), slips: 0, size: population, invented: true }
})

const ownAreas = (areas: Areas, matches: (folded: string) => boolean): Candidate[] =>
  areas
    .filter(matches)
    .toSorted((a, b) => b.listings - a.listings)
    .slice(0, candidatesMax)
    .map((area) => ({ place: placeOf(area), folded: area.folded, slips: 0, size: area.listings }))

const placeOf = ({ id, kind, name, region, country, bbox, location }: Area): Place => ({ id, kind, name, region, country, bbox, location })

/** A town that our listings name and the gazetteer knows is one place: the gazetteer's, whose id and size hold whatever is listed. */
function withoutDoubles(found: Candidate[]): Candidate[] {
  const known = found.filter(({ place }) => !place.id.startsWith('own:'))
  const same = (own: Candidate) => (other: Candidate) => {
    const { lat, lng } = own.place.location
    return other.folded === own.folded && other.place.kind === own.place.kind && inBox(other.place.bbox, lat, lng)
  }
  return found.filter((candidate) => !candidate.place.id.startsWith('own:') || !known.some(same(candidate)))
}

function fits({ region, country, kind, name }: Place, qualifier: string): boolean {
  const within = [region ?? '', country, country && countryName(country), kind === 'country' ? name : ''].map(fold)
  return qualifier === '' || within.some((part) => part.startsWith(qualifier))
}

function placeById(cities: Cities, areas: Areas, id: string): Place | undefined {
  const [source, key = ''] = id.split(':')
  if (source === 'gn') {
    const city = cities.byId.get(Number(key))
    return city === undefined ? undefined : cityCandidate(cities, city).place
  }
  if (source === 'country') {
    return findCountry(cities, key)
  }
  const area = areas.get(id)
  return merrowPlaces.find(({ place }) => place.id === id)?.place ?? (area && placeOf(area))
}
