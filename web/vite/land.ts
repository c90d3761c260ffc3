import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { MultiPolygon } from 'geojson'
import { feature } from 'topojson-client'
import type { Plugin } from 'vite'
import { cellDegrees, cellName, encodeRing, landFolder } from '../lib/map/land-cells.ts'

type Ring = number[][]

/**
 * Cuts the world's land, as finely as Natural Earth has it (1:10 million), into cells: a map of one town reads the few
 * kilobytes around it instead of the whole world's three megabytes.
 */
export function land(): Plugin {
  return {
    name: 'sojourn-land',
    apply: 'build',
    applyToEnvironment: ({ name }) => name === 'client',
    generateBundle() {
      for (const [name, polygons] of cellsOf(readLand()))
        this.emitFile({
          type: 'asset',
          fileName: `${landFolder.slice(1)}/${name}.json`,
          source: JSON.stringify(polygons.map((rings) => rings.map(encodeRing))),
        })
    },
  }
}

function readLand(): MultiPolygon['coordinates'] {
  const file = fileURLToPath(import.meta.resolve('world-atlas/land-10m.json'))
  const world = JSON.parse(readFileSync(file, 'utf8')) as Parameters<typeof feature>[0]
  const found = world.objects['land'] && feature(world, world.objects['land'])
  const shapes = found?.type === 'FeatureCollection' ? found.features : []
  return shapes.flatMap(({ geometry }) => (geometry.type === 'MultiPolygon' ? geometry.coordinates : []))
}

/** Every cell of the world, sea and all, with what land lies in it. */
export function cellsOf(polygons: MultiPolygon['coordinates']): Map<string, Ring[][]> {
  const cells = new Map<string, Ring[][]>()
  for (let west = -180; west < 180; west += cellDegrees) {
    const strip = within(polygons, 0, west)
    for (let south = -90; south < 90; south += cellDegrees) cells.set(cellName(west, south), within(strip, 1, south))
  }
  return cells
}

/** What of these polygons lies between `from` and a cell further, by longitude (0) or latitude (1). */
const within = (polygons: readonly Ring[][], axis: 0 | 1, from: number): Ring[][] =>
  polygons.flatMap((rings) => {
    const cut = rings.map((ring) => cutAt(cutAt(ring, axis, from, 1), axis, from + cellDegrees, -1)).filter((ring) => ring.length > 2)
    return cut.length > 0 ? [cut] : []
  })

/** The part of a ring at or beyond `limit` (or, with -1, before it); along the cut it is closed by a straight edge. */
function cutAt(ring: Ring, axis: 0 | 1, limit: number, side: 1 | -1): Ring {
  const beyond = (point: number[]) => ((point[axis] ?? 0) - limit) * side >= 0
  if (ring.every(beyond)) return ring
  return ring.flatMap((point, index) => {
    const last = ring.at(index - 1) ?? point
    const crossing = beyond(point) === beyond(last) ? [] : [crossed(last, point, axis, limit)]
    return beyond(point) ? [...crossing, point] : crossing
  })
}

function crossed(from: number[], to: number[], axis: 0 | 1, limit: number): number[] {
  const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = [...from, ...to]
  const share = (limit - (from[axis] ?? 0)) / ((to[axis] ?? 0) - (from[axis] ?? 0))
  return axis === 0 ? [limit, y0 + (y1 - y0) * share] : [x0 + (x1 - x0) * share, limit]
}
