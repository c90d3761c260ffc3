import type { Box, Point } from '../geography.ts'
import { wrapLng } from '../geography.ts'

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
export type Sums = {
  readonly number: number
  readonly id: string
  readonly kind: AreaKind
  readonly name: string
  readonly folded: string
  readonly region: string | null
  readonly country: string
  /** How many sets of names it is in. */
  named: number
  lng0: number
  count: number
  lat: number
  lng: number
  latSquared: number
  lngSquared: number
}

export const newSums = (named: Pick<Sums, 'number' | 'id' | 'kind' | 'name' | 'folded' | 'region' | 'country'>): Sums => ({
  ...named,
  named: 0,
  lng0: 0,
  count: 0,
  lat: 0,
  lng: 0,
  latSquared: 0,
  lngSquared: 0,
})

export function addTo(sums: Sums, { lat, lng }: Point, sign: 1 | -1): void {
  if (sums.count === 0) {
    sums.lng0 = lng
    sums.lat = sums.lng = sums.latSquared = sums.lngSquared = 0
  }
  const east = wrapLng(lng - sums.lng0)
  sums.count += sign
  sums.lat += sign * lat
  sums.lng += sign * east
  sums.latSquared += sign * lat * lat
  sums.lngSquared += sign * east * east
}

export const middleOf = ({ lat, lng, lng0, count }: Sums): Point => ({ lat: lat / count, lng: wrapLng(lng0 + lng / count) })

export function areaOf(sums: Sums): Area {
  const { id, kind, name, folded, region, country, count, lng0 } = sums
  const [lat, east] = [sums.lat / count, sums.lng / count]
  const spread = (squares: number, mean: number) => deviations * Math.sqrt(Math.max(0, squares / count - mean * mean)) + marginDegrees
  const [tall, wide] = [spread(sums.latSquared, lat), spread(sums.lngSquared, east)]
  const bbox: Box = [wrapLng(lng0 + east - wide), Math.max(-90, lat - tall), wrapLng(lng0 + east + wide), Math.min(90, lat + tall)]
  return { id, kind, name, folded, region, country, listings: count, location: middleOf(sums), bbox }
}
