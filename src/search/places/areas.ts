import { createHash } from 'node:crypto'
import type { Box, Point } from '../geography.ts'
import { wrapLng } from '../geography.ts'
import { fold } from './place-names.ts'

/** What a listing says about where it is, in words, and its blurred point. */
export type Whereabouts = Point & Readonly<{ country: string | null; region: string | null; town: string; neighbourhood: string | null }>

export type AreaKind = 'region' | 'town' | 'neighbourhood'

/** A place known from our own listings: as good as its name and the points of those who use it. */
export type Area = Readonly<{
  id: string
  kind: AreaKind
  name: string
  folded: string
  region: string | null
  country: string
  listings: number
  location: Point
  bbox: Box
}>

/** Half the side of a box that holds one listing only, in degrees: about 1.5 km. */
const marginDegrees = 0.014
/** A listing with a wrong point must not stretch a neighbourhood across the country: farther than this many deviations does not count. */
const deviations = 2.5

/** Sums that listings join and leave, so that nothing is read again when one changes. Longitudes count from the first one, for areas on the date line. */
type Sums = {
  readonly id: string
  readonly kind: AreaKind
  readonly name: string
  readonly folded: string
  readonly region: string | null
  readonly country: string
  readonly lng0: number
  count: number
  lat: number
  lng: number
  latSquared: number
  lngSquared: number
}

export type Areas = {
  add(listing: Whereabouts): void
  remove(listing: Whereabouts): void
  clear(): void
  get(id: string): Area | undefined
  /** Those for whose folded name, or a word in it, `matches` holds. */
  filter(matches: (folded: string) => boolean): Area[]
}

export function newAreas(): Areas {
  const all = new Map<string, Sums>()
  return {
    add: (listing) => eachArea(listing, (kind, name, within) => join(all, listing, { kind, name, within })),
    remove: (listing) => eachArea(listing, (kind, name, within) => leave(all, listing, idOf(kind, listing.country, within, name))),
    clear: () => all.clear(),
    get: (id) => {
      const sums = all.get(id)
      return sums && areaOf(sums)
    },
    filter: (matches) => {
      const found: Area[] = []
      for (const sums of all.values()) if (matches(sums.folded)) found.push(areaOf(sums))
      return found
    },
  }
}

function eachArea({ region, town, neighbourhood }: Whereabouts, use: (kind: AreaKind, name: string, within: string | null) => void): void {
  if (region) use('region', region, null)
  if (town) use('town', town, region)
  if (neighbourhood) use('neighbourhood', neighbourhood, town || region)
}

/** The same in every process and after every start. */
const idOf = (kind: AreaKind, country: string | null, within: string | null, name: string) =>
  `own:${createHash('sha256')
    .update(JSON.stringify([kind, country, fold(within ?? ''), fold(name)]))
    .digest('hex')
    .slice(0, 20)}`

/** What a town that listings name is called by, as long as it has a name. */
export const townId = ({ country, region, town }: Omit<Whereabouts, keyof Point | 'neighbourhood'>) => idOf('town', country, region, town)

function join(all: Map<string, Sums>, listing: Whereabouts, area: { kind: AreaKind; name: string; within: string | null }): void {
  const { kind, name, within } = area
  const id = idOf(kind, listing.country, within, name)
  const fresh = () => {
    const named = { id, kind, name, folded: fold(name), region: within, country: listing.country ?? '', lng0: listing.lng }
    const sums: Sums = { ...named, count: 0, lat: 0, lng: 0, latSquared: 0, lngSquared: 0 }
    all.set(id, sums)
    return sums
  }
  addTo(all.get(id) ?? fresh(), listing, 1)
}

function leave(all: Map<string, Sums>, listing: Whereabouts, id: string): void {
  const sums = all.get(id)
  if (!sums) return
  addTo(sums, listing, -1)
  if (sums.count <= 0) all.delete(id)
}

function addTo(sums: Sums, { lat, lng }: Point, sign: 1 | -1): void {
  const east = wrapLng(lng - sums.lng0)
  sums.count += sign
  sums.lat += sign * lat
  sums.lng += sign * east
  sums.latSquared += sign * lat * lat
  sums.lngSquared += sign * east * east
}

function areaOf(sums: Sums): Area {
  const { id, kind, name, folded, region, country, count, lng0 } = sums
  const [lat, east] = [sums.lat / count, sums.lng / count]
  const spread = (squares: number, mean: number) => deviations * Math.sqrt(Math.max(0, squares / count - mean * mean)) + marginDegrees
  const [tall, wide] = [spread(sums.latSquared, lat), spread(sums.lngSquared, east)]
  const bbox: Box = [wrapLng(lng0 + east - wide), Math.max(-90, lat - tall), wrapLng(lng0 + east + wide), Math.min(90, lat + tall)]
  return { id, kind, name, folded, region, country, listings: count, location: { lat, lng: wrapLng(lng0 + east) }, bbox }
}
