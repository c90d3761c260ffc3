import type { Random } from '../kernel/random.ts'
import type { Point } from './listing.ts'

/** Near enough to know the neighbourhood, far enough not to know the house. */
export const blurMetresMin = 150
export const blurMetresMax = 300

const earthMetres = 6_371_008.8
const radians = Math.PI / 180
/** About a metre: finer digits would say nothing. */
const digits = 5
const steps = 1_000_000

/**
 * A point 150 to 300 metres away in a direction of chance. It is drawn once in a listing's life and stored: whoever could
 * have it drawn again and again would find the house in the middle.
 */
export function blurredPoint({ lat, lng }: Point, random: Random): Point {
  // A metre inside both limits, so that rounding cannot leave them.
  const metres = blurMetresMin + 1 + (random.below(steps) / steps) * (blurMetresMax - blurMetresMin - 2)
  const direction = (random.below(steps) / steps) * 2 * Math.PI
  const north = ((metres * Math.cos(direction)) / earthMetres) * (1 / radians)
  const east = ((metres * Math.sin(direction)) / (earthMetres * Math.cos(lat * radians))) * (1 / radians)
  return { lat: rounded(lat + north), lng: rounded(((((lng + east + 180) % 360) + 360) % 360) - 180) }
}

const rounded = (degrees: number) => Number(degrees.toFixed(digits))

export function metresBetween(a: Point, b: Point): number {
  const [north, east] = [(b.lat - a.lat) * radians, (b.lng - a.lng) * radians]
  const half = Math.sin(north / 2) ** 2 + Math.cos(a.lat * radians) * Math.cos(b.lat * radians) * Math.sin(east / 2) ** 2
  return 2 * earthMetres * Math.asin(Math.sqrt(half))
}
