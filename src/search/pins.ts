import type { ListingId } from '../kernel/ids.ts'
import type { Money } from '../kernel/money.ts'
import { boxOf, wholeWorld, widthOf, wrapLng, type Box } from './geography.ts'
import type { Pin } from './query.ts'

export type Spot = Readonly<{ id: ListingId; lat: number; lng: number; total: Money | null }>

/** More than this many spots are put together by the cells of a grid. */
export const pinsMax = 100
const [cellsWide, cellsHigh] = [12, 8]

/** One pin a spot while they are few, else one a cell of the box, in the middle of those that it stands for. */
export function pinsOf(spots: readonly Spot[], asked: Box | null): Pin[] {
  if (spots.length <= pinsMax) return spots.map(pinOf)
  const box =
    asked ??
    boxOf(
      spots.map(({ lat }) => lat),
      spots.map(({ lng }) => lng),
      0,
    ) ??
    wholeWorld
  const cells = new Map<number, Spot[]>()
  for (const spot of spots) {
    const cell = cellOf(spot, box)
    const there = cells.get(cell)
    if (there) there.push(spot)
    else cells.set(cell, [spot])
  }
  return [...cells].toSorted(([a], [b]) => a - b).map(([, together]) => clusterOf(together))
}

const pinOf = ({ id, lat, lng, total }: Spot): Pin => ({ listingId: id, count: 1, lat, lng, total })

function cellOf({ lat, lng }: Spot, box: Box): number {
  const [east, north] = [(lng - box[0] + 360) % 360, lat - box[1]]
  const [width, height] = [Math.max(widthOf(box), 1e-9), Math.max(box[3] - box[1], 1e-9)]
  const column = Math.min(cellsWide - 1, Math.floor((east / width) * cellsWide))
  const row = Math.min(cellsHigh - 1, Math.floor((north / height) * cellsHigh))
  return row * cellsWide + column
}

function clusterOf(spots: readonly Spot[]): Pin {
  const [first] = spots
  if (first && spots.length === 1) return pinOf(first)
  let [lat, east] = [0, 0]
  const lng0 = first?.lng ?? 0
  for (const spot of spots) {
    lat += spot.lat
    east += wrapLng(spot.lng - lng0)
  }
  return { listingId: null, count: spots.length, lat: lat / spots.length, lng: wrapLng(lng0 + east / spots.length), total: null }
}
