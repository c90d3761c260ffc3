import { Worker } from 'node:worker_threads'
import { boxAround, type Box, type Point } from '../geography.ts'
import type { NameIndex } from './name-index.ts'
import type { Place, PlaceKind } from './place.ts'

/**
 * The places of the world by number: `towns` towns and parts of towns, then regions, then countries. About 20 MB, in arrays
 * that a thread can hand over as they are.
 */
export type World = Readonly<{
  towns: number
  places: number
  /** Towns only: GeoNames' ids, and the towns in order of them. */
  geonamesId: Int32Array
  byGeonamesId: Uint32Array
  /** Of a region or country: where its largest town is. */
  lat: Float64Array
  lng: Float64Array
  /** People; of a region or country those in its towns, or fewer, where a town is meant by its name. */
  population: Uint32Array
  /** An index into `kinds`. */
  kind: Uint8Array
  /** The number of the region and country that a place is in, its own for one itself; `nowhere` where nobody knows. */
  region: Uint32Array
  country: Uint32Array
  /** Of regions and countries, four numbers each. */
  boxes: Float64Array
  /** Of regions and countries: 'US.TX', 'ES.mallorca', 'US'. */
  codes: readonly string[]
  /** UTF-8: a name is from `nameStarts[n]` to `nameStarts[n + 1]`. */
  nameBytes: Uint8Array
  nameStarts: Uint32Array
  index: NameIndex
}>

/** All but what is looked up by name. */
export type Nameless = Omit<World, 'index'>

export const nowhere = 0xffff_ffff
export const kinds: readonly PlaceKind[] = ['town', 'neighbourhood', 'region', 'country']

let loading: Promise<World> | undefined

/** Read in a thread of its own, once a process, on first use: the towns of the world do not change while it runs. */
export function loadWorld(): Promise<World> {
  loading ??= read().catch((error: unknown) => {
    loading = undefined
    throw error
  })
  return loading
}

async function read(): Promise<World> {
  const thread = new Worker(new URL('world-thread.ts', import.meta.url))
  const { promise, resolve, reject } = Promise.withResolvers<World>()
  thread.once('message', resolve).once('error', reject)
  thread.once('exit', () => reject(new Error('the thread that reads the places of the world said nothing')))
  const world = await promise
  await thread.terminate()
  return world
}

const decoder = new TextDecoder()

export const nameOf = ({ nameBytes, nameStarts }: Nameless, place: number) =>
  decoder.decode(nameBytes.subarray(nameStarts[place], nameStarts[place + 1]))

export const kindOf = ({ kind }: Nameless, place: number): PlaceKind => kinds[kind[place] ?? 0] ?? 'town'
export const peopleOf = ({ population }: Nameless, place: number) => population[place] ?? 0
export const pointOf = ({ lat, lng }: Nameless, place: number): Point => ({ lat: lat[place] ?? 0, lng: lng[place] ?? 0 })

/** The code of a region or country: 'US.TX', 'US'; '' for a town, or nowhere. */
export const codeOf = ({ towns, codes }: Nameless, place: number) => (place < towns ? '' : (codes[place - towns] ?? ''))

/** Whose towns belong to other regions: 'ES.mallorca'. */
export const isLandscape = (world: Nameless, place: number) => /^..\.[a-z]/.test(codeOf(world, place))

/** How far a town reaches from its middle: about as the square root of its people, 3.4 km for a thousand, 26 km for Singapore. */
export const townKm = (population: number) => 3 + 0.0125 * Math.sqrt(population)
export const partKm = (population: number) => 1.5 + 0.006 * Math.sqrt(population)

/** How far a town reaches by its people; what regions and countries have measured. */
export function boxIn(world: Nameless, place: number): Box {
  const { towns, boxes } = world
  const first = (place - towns) * 4
  if (place >= towns) return [boxes[first] ?? 0, boxes[first + 1] ?? 0, boxes[first + 2] ?? 0, boxes[first + 3] ?? 0]
  const kmOf = kindOf(world, place) === 'town' ? townKm : partKm
  return boxAround(pointOf(world, place), kmOf(peopleOf(world, place)))
}

export function placeOf(world: Nameless, place: number): Place {
  const kind = kindOf(world, place)
  const region = world.region[place] ?? nowhere
  return {
    id: idOf(world, place),
    kind,
    name: nameOf(world, place),
    region: region === nowhere || region === place ? null : nameOf(world, region),
    country: codeOf(world, world.country[place] ?? nowhere),
    bbox: boxIn(world, place),
    location: pointOf(world, place),
  }
}

function idOf(world: Nameless, place: number): string {
  if (place < world.towns) return `gn:${world.geonamesId[place] ?? 0}`
  return `${kindOf(world, place)}:${codeOf(world, place)}`
}

/** @param id as places have it: 'gn:2867714', 'region:US.TX', 'country:US' */
export function placeWithId(world: Nameless, id: string): number | undefined {
  const [source, key = ''] = id.split(':')
  if (source === 'gn') return townWithId(world, Number(key))
  const place = world.towns + world.codes.indexOf(key)
  return place >= world.towns && kindOf(world, place) === source ? place : undefined
}

function townWithId({ geonamesId, byGeonamesId }: Nameless, id: number): number | undefined {
  const at = (index: number) => geonamesId[byGeonamesId[index] ?? 0] ?? 0
  let [low, high] = [0, byGeonamesId.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (at(middle) < id) low = middle + 1
    else high = middle
  }
  return at(low) === id ? byGeonamesId[low] : undefined
}
