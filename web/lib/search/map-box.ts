import type { Search } from '../api/types.ts'

/** About five kilometres: a map of one home still shows where it is. */
const spanMin = 0.05
const margin = 0.12

/**
 * What the map shows: the area the reader asked for on it, else the homes that were found with some room around them,
 * else the place's own box. Null when there is nothing to show.
 */
export function mapBox({ pins, bbox }: Pick<Search, 'pins' | 'bbox'>, askedArea: boolean): readonly number[] | null {
  if (askedArea && bbox) return bbox
  const lats = pins.map(({ lat }) => lat)
  if (pins.length === 0) return bbox
  // Where the place lies across the date line, what is behind it goes on from there.
  const [start = -180, , end = 180] = bbox ?? []
  const lngs = pins.map(({ lng }) => (start > end && lng < start ? lng + 360 : lng))
  const [west, east] = roomy(Math.min(...lngs), Math.max(...lngs))
  const [south, north] = roomy(Math.min(...lats), Math.max(...lats))
  return [west, south, east, north]
}

function roomy(low: number, high: number): [number, number] {
  const room = Math.max((high - low) * margin, (spanMin - (high - low)) / 2)
  return [low - room, high + room]
}
