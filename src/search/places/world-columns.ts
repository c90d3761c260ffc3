import { boxOf, centreOf, inBox, type Box } from '../geography.ts'
import type { Town } from './read-towns.ts'
import { boxIn, kindOf, kinds, nowhere, peopleOf, pointOf, type Nameless } from './world.ts'

/** A region or country as its towns make it. */
export type Land = Readonly<{
  code: string
  kind: 'region' | 'landscape' | 'country'
  name: string
  /** Folded. */
  others: readonly string[]
  towns: number[]
  country: string
  /** Of a landscape, whose towns are those in it; others reach as far as their towns do. */
  box?: Box
}>

/** Takes in towns one by one, then the lands that they make. */
export function newWorldColumns(townsMax: number, nameBytesMax: number) {
  const room = newRoom(townsMax, nameBytesMax)
  let [count, nameEnd] = [0, 0]
  const addName = (name: string) => {
    nameEnd += room.nameBytes.write(name, nameEnd)
    room.nameStarts[count + 1] = nameEnd
  }
  return {
    count: () => count,
    add: (town: Town) => {
      room.geonamesId[count] = town.geonamesId
      room.lat[count] = town.lat
      room.lng[count] = town.lng
      room.population[count] = town.population
      room.kind[count] = kinds.indexOf(town.feature === 'PPLX' ? 'neighbourhood' : 'town')
      addName(town.name)
      count++
    },
    all: (lands: readonly Land[]): Nameless => {
      const towns = count
      for (const { name } of lands) {
        addName(name)
        count++
      }
      return withLands(room, lands, towns)
    },
  }
}

/** Regions and countries are a few thousand more; what is not needed of it is cut off in the end. */
const newRoom = (townsMax: number, nameBytesMax: number) => ({
  geonamesId: new Int32Array(townsMax),
  lat: new Float64Array(townsMax),
  lng: new Float64Array(townsMax),
  population: new Uint32Array(townsMax),
  kind: new Uint8Array(townsMax),
  nameBytes: Buffer.alloc(nameBytesMax),
  nameStarts: new Uint32Array(townsMax),
})

function withLands(room: ReturnType<typeof newRoom>, lands: readonly Land[], towns: number): Nameless {
  const places = towns + lands.length
  const { geonamesId } = room
  const world = {
    towns,
    places,
    geonamesId: geonamesId.slice(0, towns),
    byGeonamesId: Uint32Array.from({ length: towns }, (_, town) => town).toSorted((a, b) => (geonamesId[a] ?? 0) - (geonamesId[b] ?? 0)),
    lat: room.lat.slice(0, places),
    lng: room.lng.slice(0, places),
    population: room.population.slice(0, places),
    kind: room.kind.slice(0, places),
    region: new Uint32Array(places).fill(nowhere),
    country: new Uint32Array(places).fill(nowhere),
    boxes: new Float64Array(lands.length * 4),
    codes: lands.map(({ code }) => code),
    nameBytes: new Uint8Array(room.nameBytes.subarray(0, room.nameStarts[places])),
    nameStarts: room.nameStarts.slice(0, places + 1),
  }
  for (const [index, land] of lands.entries()) {
    const country = world.codes.indexOf(land.country)
    addLand(world, towns + index, { ...land, towns: townsOf(world, land, lands[country]) })
    world.country[towns + index] = towns + country
  }
  return world
}

const townsOf = (world: Nameless, { box, towns }: Land, country: Land | undefined): number[] =>
  box && country ? country.towns.filter((town) => inBox(box, world.lat[town] ?? 0, world.lng[town] ?? 0)) : towns

/** A landscape has no mayor, and means more than the towns in it. */
const landscapePopulationMin = 20_000

function addLand(world: Nameless, place: number, { kind, towns, box = reachOf(world, towns) }: Land): void {
  // Those of a town's parts are counted in the town.
  const people = towns.reduce((sum, town) => sum + (kindOf(world, town) === 'town' ? peopleOf(world, town) : 0), 0)
  const largest = towns.reduce<number | null>(
    (best, town) => (best === null || peopleOf(world, town) > peopleOf(world, best) ? town : best),
    null,
  )
  const { lat, lng } = largest === null ? centreOf(box) : pointOf(world, largest)
  world.lat[place] = lat
  world.lng[place] = lng
  world.population[place] = kind === 'landscape' ? Math.max(people, landscapePopulationMin) : people
  world.kind[place] = kinds.indexOf(kind === 'country' ? 'country' : 'region')
  world.boxes.set(box, (place - world.towns) * 4)
  if (kind !== 'landscape') for (const town of towns) world[kind][town] = place
}

/** As far as the towns reach: Fiji's box lies across the date line. */
function reachOf(world: Nameless, towns: readonly number[]): Box {
  const [lats, lngs]: [number[], number[]] = [[], []]
  for (const town of towns) {
    const [west, south, east, north] = boxIn(world, town)
    lats.push(south, north)
    lngs.push(west, east)
  }
  return boxOf(lats, lngs, 0) ?? [0, 0, 0, 0]
}
