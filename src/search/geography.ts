/** Degrees, WGS 84. */
export type Point = Readonly<{ lat: number; lng: number }>

/** west, south, east, north in degrees, each longitude within ±180. west > east: the box lies across the date line. */
export type Box = readonly [west: number, south: number, east: number, north: number]

export const wholeWorld: Box = [-180, -90, 180, 90]

const kmPerDegree = 111.195
const earthRadiusKm = 6371.0088

export const wrapLng = (lng: number) => (lng >= -180 && lng <= 180 ? lng : ((((lng + 180) % 360) + 360) % 360) - 180)

export const inBox = (box: Box, lat: number, lng: number) => insideOf(box)(lat, lng)

/** The same for many points: taking a box apart costs more than looking at one. */
export function insideOf([west, south, east, north]: Box): (lat: number, lng: number) => boolean {
  if (west <= east) return (lat, lng) => lat >= south && lat <= north && lng >= west && lng <= east
  return (lat, lng) => lat >= south && lat <= north && (lng >= west || lng <= east)
}

export const widthOf = ([west, , east]: Box) => (west <= east ? east - west : east - west + 360)

export const centreOf = (box: Box): Point => ({ lat: (box[1] + box[3]) / 2, lng: wrapLng(box[0] + widthOf(box) / 2) })

/** A box that reaches at least `km` from `point` to each side; across the date line and round the pole where need be. */
export function boxAround(point: Point, km: number): Box {
  const tall = km / kmPerDegree
  const [south, north] = [Math.max(-90, point.lat - tall), Math.min(90, point.lat + tall)]
  const widest = Math.max(Math.abs(south), Math.abs(north))
  // The cosine of 90° is next to nothing: what touches a pole is as wide as the world.
  const wide = tall / Math.cos((widest * Math.PI) / 180)
  if (wide >= 180) return [-180, south, 180, north]
  return [wrapLng(point.lng - wide), south, wrapLng(point.lng + wide), north]
}

/** The smallest box round all `points` that leaves out the widest empty stretch of longitude; null when there are none. */
export function boxOf(lats: readonly number[], lngs: readonly number[], marginDegrees: number): Box | null {
  if (lats.length === 0) return null
  const sorted = Float64Array.from(lngs).toSorted()
  let [west, east, gap] = [at(sorted, 0), at(sorted, sorted.length - 1), 0]
  gap = west + 360 - east
  for (let i = 1; i < sorted.length; i++) {
    const between = at(sorted, i) - at(sorted, i - 1)
    if (between > gap) [gap, west, east] = [between, at(sorted, i), at(sorted, i - 1)]
  }
  let [south, north] = [90, -90]
  for (const lat of lats) [south, north] = [Math.min(south, lat), Math.max(north, lat)]
  const [bottom, top] = [Math.max(-90, south - marginDegrees), Math.min(90, north + marginDegrees)]
  if (gap <= 2 * marginDegrees) return [-180, bottom, 180, top]
  return [wrapLng(west - marginDegrees), bottom, wrapLng(east + marginDegrees), top]
}

const at = (numbers: Float64Array, index: number) => numbers[index] ?? 0

/** Along the great circle (haversine). */
export function distanceKm(a: Point, b: Point): number {
  const [lat1, lat2] = [radians(a.lat), radians(b.lat)]
  const [sinLat, sinLng] = [Math.sin((lat2 - lat1) / 2), Math.sin(radians(b.lng - a.lng) / 2)]
  return 2 * earthRadiusKm * Math.asin(Math.min(1, Math.sqrt(sinLat * sinLat + Math.cos(lat1) * Math.cos(lat2) * sinLng * sinLng)))
}

const radians = (degrees: number) => (degrees * Math.PI) / 180

/** From the middle of a box to its corner. */
export const reachKm = (box: Box) => distanceKm(centreOf(box), { lat: box[3], lng: box[2] })

export type BoxError = { code: 'bad_bbox'; reason: 'latitude' | 'longitude' | 'order' }

/**
 * A box as a map hands it over: longitudes may run past ±180 where a map has been panned round the world. west > east
 * means across the date line; south > north is an error.
 */
export function parseBox(
  west: number,
  south: number,
  east: number,
  north: number,
): { ok: true; value: Box } | { ok: false; error: BoxError } {
  const bad = (reason: BoxError['reason']) => ({ ok: false, error: { code: 'bad_bbox', reason } }) as const
  if (![south, north].every((lat) => Math.abs(lat) <= 90)) return bad('latitude')
  if (![west, east].every((lng) => Math.abs(lng) <= 540)) return bad('longitude')
  if (south > north) return bad('order')
  if (east - west >= 360) return { ok: true, value: [-180, south, 180, north] }
  return { ok: true, value: [wrapLng(west), south, wrapLng(east), north] }
}
