import { inBox, insideOf, widthOf, type Box, type Point } from '../geography.ts'
import { merrowCoast } from '../merrow-coast.ts'
import { firstOf } from '../order.ts'
import type { Area, Areas } from './areas.ts'
import { cityPoint, type Cities } from './cities.ts'
import { fold } from './place-names.ts'

/** `people` is 0 where nobody has counted them: a place known from listings alone. */
export type NameOnMap = Point & Readonly<{ name: string; kind: 'town' | 'neighbourhood'; people: number }>

/** Degrees of longitude: in a wider box the parts of towns would stand on top of each other. */
const partsWidthMax = 1.5

/**
 * What to write on a map of `box`, the most telling first: the largest towns, then, where the map is close enough, the parts of
 * towns in which most of our homes are, then the largest others. The demo's coast is drawn with names of its own.
 */
export function namesOnMap({ cities, areas }: { cities: Cities; areas: Areas }, box: Box, limit: number): NameOnMap[] {
  const close = widthOf(box) <= partsWidthMax
  const own = areas.filter(() => true).filter(({ location }) => isOn(box, location))
  const found = citiesIn(cities, box, limit)
  const taken = new Set(found.towns.map(({ name }) => fold(name)))
  const strangers = mostListed(own, 'town', taken, limit)
  if (!close) return [...found.towns, ...strangers].slice(0, limit)
  const parts = mostListed(own, 'neighbourhood', taken, limit)
  const said = new Set(parts.map(({ name }) => fold(name)))
  const others = found.parts.filter(({ name }) => !said.has(fold(name)))
  // Half for towns at least, so that a thousand villages leave room for the parts of the city between them.
  const towns = [...found.towns, ...strangers].slice(0, Math.max(Math.ceil(limit / 2), limit - parts.length - others.length))
  return eachOnce([...towns, ...parts, ...others]).slice(0, limit)
}

/** Hosts call the same place a town, and a part of this town or that one. */
function eachOnce(names: readonly NameOnMap[]): NameOnMap[] {
  const byName = new Map<string, NameOnMap>()
  for (const name of names) if (!byName.has(fold(name.name))) byName.set(fold(name.name), name)
  return [...byName.values()]
}

const isOn = (box: Box, { lat, lng }: Point) => inBox(box, lat, lng) && !inBox(merrowCoast.bbox, lat, lng)

function citiesIn(cities: Cities, box: Box, limit: number): { towns: NameOnMap[]; parts: NameOnMap[] } {
  const inside = insideOf(box)
  const byKind: [towns: number[], parts: number[]] = [[], []]
  for (let city = 0; city < cities.count; city++) {
    if (inside(cities.lat[city] ?? 0, cities.lng[city] ?? 0)) byKind[cities.district[city] === 1 ? 1 : 0].push(city)
  }
  const people = (city: number) => cities.population[city] ?? 0
  const [towns, parts] = byKind.map((all, isPart) =>
    firstOf(all, limit, (a, b) => people(a) > people(b)).map((city) => ({
      ...cityPoint(cities, city),
      name: cities.name(city),
      kind: isPart ? ('neighbourhood' as const) : ('town' as const),
      people: people(city),
    })),
  )
  return { towns: towns ?? [], parts: parts ?? [] }
}

/** @param taken folded names that are on the map already, and mean the same place */
function mostListed(own: readonly Area[], kind: NameOnMap['kind'], taken: ReadonlySet<string>, limit: number): NameOnMap[] {
  const unnamed = own.filter((area) => area.kind === kind && !taken.has(area.folded))
  return firstOf(unnamed, limit, (a, b) => a.listings > b.listings).map(({ name, location }) => ({ ...location, name, kind, people: 0 }))
}
