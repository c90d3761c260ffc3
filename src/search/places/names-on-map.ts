import { inBox, insideOf, widthOf, type Box, type Point } from '../geography.ts'
import { merrowCoast } from '../merrow-coast.ts'
import { firstOf } from '../order.ts'
import type { Areas } from './areas.ts'
import { fold } from './place-names.ts'
import { nameOf, peopleOf, pointOf, type World } from './world.ts'

/** `people` is 0 where nobody has counted them: a place known from listings alone. */
export type NameOnMap = Point & Readonly<{ name: string; kind: 'town' | 'neighbourhood'; people: number }>

/** Degrees of longitude: in a wider box the parts of towns would stand on top of each other. */
const partsWidthMax = 1.5

/**
 * What to write on a map of `box`, the most telling first: the largest towns, then, where the map is close enough, the parts of
 * towns in which most of our homes are, then the largest others. The demo's coast is drawn with names of its own.
 */
export function namesOnMap({ world, areas }: { world: World; areas: Areas }, box: Box, limit: number): NameOnMap[] {
  const close = widthOf(box) <= partsWidthMax
  const found = placesIn(world, box, limit)
  const taken = new Set(found.towns.map(({ name }) => fold(name)))
  /** Where most of our homes are, save what is on the map already, and means the same place. */
  const mostListed = (kind: NameOnMap['kind']) =>
    areas
      .most(kind, limit, (folded, middle) => isOn(box, middle) && !taken.has(folded))
      .map(({ name, location }) => ({ ...location, name, kind, people: 0 }))
  const strangers = mostListed('town')
  if (!close) return [...found.towns, ...strangers].slice(0, limit)
  const parts = mostListed('neighbourhood')
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

function placesIn(world: World, box: Box, limit: number): { towns: NameOnMap[]; parts: NameOnMap[] } {
  const inside = insideOf(box)
  const byKind: [towns: number[], parts: number[]] = [[], []]
  for (let town = 0; town < world.towns; town++) {
    if (inside(world.lat[town] ?? 0, world.lng[town] ?? 0)) byKind[world.kind[town] === 0 ? 0 : 1].push(town)
  }
  const [towns, parts] = byKind.map((all, isPart) =>
    firstOf(all, limit, (a, b) => peopleOf(world, a) > peopleOf(world, b)).map((town) => ({
      ...pointOf(world, town),
      name: nameOf(world, town),
      kind: isPart ? ('neighbourhood' as const) : ('town' as const),
      people: peopleOf(world, town),
    })),
  )
  return { towns: towns ?? [], parts: parts ?? [] }
}
