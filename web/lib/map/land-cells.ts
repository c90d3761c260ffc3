/** Where the site keeps its land, cut into cells; the number is world-atlas' version. */
export const landFolder = '/_app/immutable/land-2.0.2'

export const cellDegrees = 10

/** @param west, south corner of the cell, whole tens of degrees */
export const cellName = (west: number, south: number) => `${west}_${south}`

/** Ten-thousandths of a degree, about eleven metres; each point counts from the last. */
const scale = 10_000

export function encodeRing(ring: readonly (readonly number[])[]): number[] {
  const whole = ring.map((point) => point.map((degrees) => Math.round(degrees * scale)))
  return whole.flatMap((point, index) => point.map((value, axis) => value - (whole[index - 1]?.[axis] ?? 0)))
}

/** @returns points as [longitude, latitude] */
export function decodeRing(numbers: readonly number[]): [number, number][] {
  let [x, y] = [0, 0]
  return Array.from({ length: numbers.length / 2 }, (_, index) => {
    x += numbers[2 * index] ?? 0
    y += numbers[2 * index + 1] ?? 0
    return [x / scale, y / scale]
  })
}

/** The cells that a view touches, wherever round the world it is. */
export function cellsIn([west, south, east, north]: readonly [number, number, number, number]): { name: string; turn: number }[] {
  const down = (degrees: number) => Math.floor(degrees / cellDegrees) * cellDegrees
  const cells: { name: string; turn: number }[] = []
  for (let lng = down(west); lng <= east; lng += cellDegrees) {
    const turn = Math.floor((lng + 180) / 360) * 360
    for (let lat = Math.max(-90, down(south)); lat <= Math.min(80, north); lat += cellDegrees)
      cells.push({ name: cellName(lng - turn, lat), turn })
  }
  return cells
}
