import { boxAround, inBox, insideOf, widthOf, wrapLng, type Box } from '../geography.ts'
import { merrowCoast, merrowTowns } from '../merrow-coast.ts'
import type { Area } from './area-sums.ts'
import type { Areas } from './areas.ts'
import type { Place } from './place.ts'
import { fold, typos } from './place-names.ts'
import { callBeginning, callNear, landsCalled, namesOfPlace, placesCalled, type Called } from './world-names.ts'
import { boxIn, codeOf, isLandscape, kindOf, nowhere, placeOf, placeWithId, townKm, type World } from './world.ts'

/** A place that may be meant. `slips`: how many letters were wrong. `weight`: about how many people mean it, homes aside. */
export type Candidate = Readonly<{ place: Place; slips: number; exact: boolean; weight: number; invented: boolean }>

/** `name` is folded, and so are `qualifiers`: what a place must lie in, said behind it. */
export type Typed = Readonly<{ name: string; qualifiers: readonly string[] }>

export type Known = Readonly<{ world: World; areas: Areas }>

/** How many of each source are weighed against each other; the rest is smaller than all of these. */
const candidatesMax = 24

/** Nobody has counted the people who mean a place that only our listings name; somebody does for each of them. */
const meantPerListing = 20

/** Places whose name begins with what was typed. */
export function candidatesBeginning(known: Known, typed: Typed): Candidate[] {
  const { name } = typed
  const within = newWithin(known.world, typed.qualifiers)
  const world = callBeginning(known.world, name, { limit: candidatesMax, fits: within.place })
  const own = known.areas.beginning(name, candidatesMax).filter(within.area)
  const merrow = merrowPlaces.filter(({ folded, place }) => beginsWord(folded, name) && within.merrow(place))
  return [
    ...together(known, world, own, (folded) => ({ slips: 0, exact: folded === name })),
    ...merrow.map(({ folded, ...one }) => ({ ...one, slips: 0, exact: folded === name })),
  ]
}

/** Places whose name begins so but for a few slips. @param everywhere also of the world, not only those where we have homes */
export function candidatesNear(known: Known, typed: Typed, slipsMax: number, everywhere: boolean): Candidate[] {
  const { name } = typed
  const within = newWithin(known.world, typed.qualifiers)
  const slipsIn = (folded: string) => typos(name, folded, slipsMax)
  const world = everywhere ? callNear(known.world, name, slipsMax, { limit: candidatesMax, fits: within.place }) : []
  const own = known.areas.near(name, slipsMax, candidatesMax).filter(within.area)
  const merrow = merrowPlaces.filter(({ folded, place }) => slipsIn(folded) <= slipsMax && within.merrow(place))
  return [
    ...together(known, world, own, (folded) => ({ slips: slipsIn(folded), exact: false })),
    ...merrow.map(({ folded, ...one }) => ({ ...one, slips: slipsIn(folded), exact: false })),
  ]
}

const beginsWord = (folded: string, name: string) => folded.startsWith(name) || folded.includes(` ${name}`)

/** A place of our own that the world knows by that name is one place, the world's: it has its id, and reaches as far as our homes. */
function together(known: Known, world: readonly Called[], own: readonly Area[], fit: (folded: string) => Pick<Called, 'slips' | 'exact'>) {
  const places = new Map(world.map((called) => [called.place, called]))
  const unknown: Area[] = []
  for (const area of own) {
    const place = placeOfArea(known.world, area)
    if (place === undefined && !isMerrow(area)) unknown.push(area)
    if (place === undefined) continue
    if (!places.has(place)) places.set(place, { place, weight: area.listings * meantPerListing, ...fit(area.folded) })
  }
  return [
    ...[...places.values()].map(({ place, ...called }) => ({ ...called, place: withHomes(known, place), invented: false })),
    ...unknown.map((area) => {
      return { ...fit(area.folded), place: ownPlace(area), weight: area.listings * meantPerListing, invented: false }
    }),
  ]
}

function placeOfArea(world: World, area: Area): number | undefined {
  const { lat, lng } = area.location
  const isRegion = area.kind === 'region'
  return placesCalled(world, area.folded).find((place) => {
    const kind = kindOf(world, place)
    return kind !== 'country' && (kind === 'region') === isRegion && inBox(boxIn(world, place), lat, lng)
  })
}

export const ownPlace = ({ id, kind, name, region, country, bbox, location }: Area): Place => ({
  id,
  kind,
  name,
  region,
  country,
  bbox,
  location,
})

/** A place of the world, its box as wide as the homes that go by one of its names are spread. */
export function withHomes({ world, areas }: Known, number: number): Place {
  const place = placeOf(world, number)
  if (number >= world.towns) return place
  const homes = namesOfPlace(world, number).flatMap((name) =>
    areas.named(name).filter((area) => area.kind !== 'region' && placeOfArea(world, area) === number),
  )
  return { ...place, bbox: homes.reduce((box, area) => joined(place, box, area.bbox), place.bbox) }
}

/** Homes that say a town's name and lie beyond it belong to it, as far as this many times its reach. */
const reachesMax = 3

function joined({ bbox, location: { lat, lng } }: Place, box: Box, homes: Box): Box {
  if (widthOf(bbox) > 90) return bbox
  const from = ([west, south, east, north]: Box) => [wrapLng(west - lng), south - lat, wrapLng(east - lng), north - lat] as const
  const [[w, s, e, n], [boxW, boxS, boxE, boxN], [homesW, homesS, homesE, homesN]] = [from(bbox), from(box), from(homes)]
  return [
    wrapLng(lng + Math.max(w * reachesMax, Math.min(boxW, homesW))),
    lat + Math.max(s * reachesMax, Math.min(boxS, homesS)),
    wrapLng(lng + Math.min(e * reachesMax, Math.max(boxE, homesE))),
    lat + Math.min(n * reachesMax, Math.max(boxN, homesN)),
  ]
}

/** Whether places lie in what is said behind their names, by all that is known of where they are. */
function newWithin(world: World, qualifiers: readonly string[]) {
  const lands = qualifiers.map((qualifier) => landsCalled(world, qualifier))
  const codes = lands.map((some) => new Set([...some].map((land) => codeOf(world, land))))
  const landscapes = lands.map((some) => [...some].filter((land) => isLandscape(world, land)).map((land) => insideOf(boxIn(world, land))))
  const isWithin = (place: number, index: number) => {
    if ([place, world.region[place] ?? nowhere, world.country[place] ?? nowhere].some((land) => lands[index]?.has(land))) return true
    return landscapes[index]?.some((inside) => inside(world.lat[place] ?? 0, world.lng[place] ?? 0))
  }
  const inRegion = (region: string | null) => (qualifier: string) => region !== null && fold(region).startsWith(qualifier)
  return {
    place: (place: number) => lands.every((_, index) => isWithin(place, index)),
    area: ({ region, country }: Area) => qualifiers.every((qualifier, index) => inRegion(region)(qualifier) || codes[index]?.has(country)),
    merrow: ({ region }: Place) => qualifiers.every(inRegion(region)),
  }
}

const merrowPlaces: readonly (Omit<Candidate, 'slips' | 'exact'> & { folded: string })[] = [
  { ...merrowCoast, id: 'merrow:coast', kind: 'region' as const, region: null, weight: 20_000 },
  ...merrowTowns.map((town) => ({
    ...town,
    id: `merrow:${town.slug}`,
    kind: 'town' as const,
    region: merrowCoast.name,
    bbox: boxAround(town, townKm(town.population)),
    weight: town.population,
  })),
].map(({ id, kind, name, region, bbox, lat, lng, weight }) => {
  return { place: { id, kind, name, region, country: '', bbox, location: { lat, lng } }, folded: fold(name), weight, invented: true }
})

const isMerrow = ({ folded, kind, location: { lat, lng } }: Area) =>
  merrowPlaces.some((merrow) => merrow.folded === folded && merrow.place.kind === kind && inBox(merrow.place.bbox, lat, lng))

/** @param id as `Place` has it, whoever knows the place */
export function placeWithAnyId(known: Known, id: string): Place | undefined {
  const place = placeWithId(known.world, id)
  if (place !== undefined) return withHomes(known, place)
  const area = known.areas.get(id)
  return merrowPlaces.find((merrow) => merrow.place.id === id)?.place ?? (area && ownPlace(area))
}
