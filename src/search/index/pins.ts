import { widthOf, wrapLng, type Box } from '../geography.ts'
import type { Pin } from '../query.ts'
import { textOf } from './codes.ts'
import { moneyAt, type Found } from './found.ts'
import { blockOf, rowOf } from './id-table.ts'
import { idAt, idText } from './ids.ts'
import type { Index } from './shared-index.ts'

/** More than this many homes are put together by the cells of a grid. */
export const pinsMax = 100
const [cellsWide, cellsHigh] = [12, 8]
const together = { listingId: null, placeType: '', propertyType: '', total: null }

/** One pin a home while they are few, else one a cell of the box, in the middle of those that it stands for. */
export function pinsOf(index: Index, found: Found, asked: Box | null): Pin[] {
  if (found.count <= pinsMax) return Array.from({ length: found.count }, (_, at) => pinAt(index, found, at))
  const cell = newCell(asked ?? boundsOf(index, found))
  const [counts, firsts] = [new Uint32Array(cellsWide * cellsHigh), new Uint32Array(cellsWide * cellsHigh)]
  const [norths, easts] = [new Float64Array(cellsWide * cellsHigh), new Float64Array(cellsWide * cellsHigh)]
  const point = { lat: 0, lng: 0 }
  for (let at = 0; at < found.count; at++) {
    pointAt(index, found, at, point)
    const number = cell(point.lat, point.lng)
    if (counts[number] === 0) firsts[number] = at
    counts[number] = (counts[number] ?? 0) + 1
    norths[number] = (norths[number] ?? 0) + point.lat
    easts[number] = (easts[number] ?? 0) + wrapLng(point.lng - firstLng(number))
  }
  const clusterAt = (number: number): Pin => {
    const count = counts[number] ?? 0
    const lng = wrapLng(firstLng(number) + (easts[number] ?? 0) / count)
    return { ...together, count, lat: (norths[number] ?? 0) / count, lng }
  }
  return [...counts.keys()]
    .filter((number) => counts[number] !== 0)
    .map((number) => (counts[number] === 1 ? pinAt(index, found, firsts[number] ?? 0) : clusterAt(number)))

  /** Longitudes count from the first home in the cell, which may lie on the date line. */
  function firstLng(number: number): number {
    const place = found.places[firsts[number] ?? 0] ?? 0
    return index.blocks[blockOf(place)]?.columns.lng[rowOf(place)] ?? 0
  }
}

function pointAt({ blocks }: Index, { places }: Found, at: number, point: { lat: number; lng: number }): void {
  const place = places[at] ?? 0
  const columns = blocks[blockOf(place)]?.columns
  point.lat = columns?.lat[rowOf(place)] ?? 0
  point.lng = columns?.lng[rowOf(place)] ?? 0
}

function pinAt(index: Index, found: Found, at: number): Pin {
  const place = found.places[at] ?? 0
  const block = index.blocks[blockOf(place)]
  if (!block) throw new Error('what was found is in no block')
  const row = rowOf(place)
  const { lat, lng, placeType, propertyType } = block.columns
  return {
    listingId: idText(idAt(block.ids, row)),
    placeType: textOf(index.codes.placeType, placeType[row]),
    propertyType: textOf(index.codes.propertyType, propertyType[row]),
    count: 1,
    lat: lat[row] ?? 0,
    lng: lng[row] ?? 0,
    total: moneyAt(found, at, index.codes.currency),
  }
}

function newCell(box: Box): (lat: number, lng: number) => number {
  const [width, height] = [Math.max(widthOf(box), 1e-9), Math.max(box[3] - box[1], 1e-9)]
  return (lat, lng) => {
    const column = Math.min(cellsWide - 1, Math.floor((((lng - box[0] + 360) % 360) / width) * cellsWide))
    const row = Math.min(cellsHigh - 1, Math.floor(((lat - box[1]) / height) * cellsHigh))
    return row * cellsWide + column
  }
}

/**
 * A box round all that was found that leaves out the widest empty stretch of longitude: between the farthest homes of two
 * degrees, since a stretch within one is widest only where there are homes all round the world.
 */
function boundsOf(index: Index, found: Found): Box {
  const [firsts, lasts] = [new Float64Array(361).fill(Infinity), new Float64Array(361).fill(-Infinity)]
  let [south, north] = [90, -90]
  const point = { lat: 0, lng: 0 }
  for (let at = 0; at < found.count; at++) {
    pointAt(index, found, at, point)
    const degree = Math.floor(point.lng) + 180
    firsts[degree] = Math.min(firsts[degree] ?? 0, point.lng)
    lasts[degree] = Math.max(lasts[degree] ?? 0, point.lng)
    south = Math.min(south, point.lat)
    north = Math.max(north, point.lat)
  }
  const used = [...firsts.keys()].filter((degree) => firsts[degree] !== Infinity)
  let [west, east] = [firsts[used[0] ?? 0] ?? 0, lasts[used.at(-1) ?? 0] ?? 0]
  let widest = west + 360 - east
  for (const [i, degree] of used.slice(1).entries()) {
    const [before, after] = [lasts[used[i] ?? 0] ?? 0, firsts[degree] ?? 0]
    if (after - before > widest) [widest, west, east] = [after - before, after, before]
  }
  return [west, south, east, north]
}
