import assert from 'node:assert/strict'
import { parseZone } from '../kernel/zone.ts'

const zone = parseZone('Atlantic/Azores')
assert(zone.ok)

/**
 * The invented coast of the demo: an island in an empty stretch of the Atlantic, so that no real place is ever mistaken
 * for it. Sea lies to the west, hills to the east. The demo puts its listings here and the gazetteer finds them by name.
 */
export const merrowCoast = {
  name: 'Merrow Coast',
  zone: zone.value,
  lat: 39.1,
  lng: -39.19,
  /** west, south, east, north */
  bbox: [-39.4, 38.92, -39.02, 39.28] as const,
}

/** Population stands in for size: it orders the towns by name and gives each its box. */
export type MerrowTown = Readonly<{ slug: string; name: string; lat: number; lng: number; population: number }>

export const merrowTowns: readonly MerrowTown[] = [
  { slug: 'portmerrow', name: 'Portmerrow', lat: 39.121, lng: -39.244, population: 6_400 },
  { slug: 'saltby-sands', name: 'Saltby Sands', lat: 39.183, lng: -39.316, population: 2_100 },
  { slug: 'fenwick-forest', name: 'Fenwick Forest', lat: 39.2, lng: -39.126, population: 700 },
  { slug: 'upper-tarn', name: 'Upper Tarn', lat: 39.15, lng: -39.157, population: 1_300 },
  { slug: 'alderbrook', name: 'Alderbrook', lat: 39.071, lng: -39.096, population: 1_800 },
  { slug: 'kestrel-pass', name: 'Kestrel Pass', lat: 39.161, lng: -39.066, population: 900 },
  { slug: 'mere-lock', name: 'Mere Lock', lat: 39.028, lng: -39.18, population: 500 },
]
