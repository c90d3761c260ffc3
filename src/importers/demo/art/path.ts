export type Point = readonly [x: number, y: number]

/** SVG path data is in whole pixels: a third of the bytes, and nobody sees it. */
export const whole = (value: number) => Math.round(value)

/** An open line through the points: relative, horizontal and vertical where it is straight. */
export function trace(points: readonly Point[]): string {
  let path = ''
  let from: Point | undefined
  let last = ''
  for (const [exactX, exactY] of points) {
    const [x, y] = [whole(exactX), whole(exactY)]
    if (!from) path += `M${x} ${y}`
    else {
      const [dx, dy] = [x - from[0], y - from[1]]
      const step = dx === 0 && dy === 0 ? '' : dy === 0 ? 'h' : dx === 0 ? 'v' : 'l'
      if (step === 'l') path += `${last === 'l' ? ' ' : 'l'}${dx} ${dy}`
      else if (step) path += `${step}${step === 'h' ? dx : dy}`
      last = step || last
    }
    from = [x, y]
  }
  return path
}

export const poly = (points: readonly Point[]) => `${trace(points)}z`

export const rect = (x: number, y: number, width: number, height: number) =>
  `M${whole(x)} ${whole(y)}h${whole(width)}v${whole(height)}h${whole(-width)}z`

export function disc(x: number, y: number, r: number): string {
  const arc = (across: number) => `a${whole(r)} ${whole(r)} 0 1 1 ${whole(across)} 0`
  return `M${whole(x - r)} ${whole(y)}${arc(2 * r)}${arc(-2 * r)}z`
}

const rounded = ([x, y]: Point): Point => [whole(x), whole(y)]
const between = (a: Point, b: Point): Point => [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2]

/** From where the pen is, bent by `by`, to `to`. */
const bend = (from: Point, by: Point, to: Point) =>
  `q${whole(by[0]) - from[0]} ${whole(by[1]) - from[1]} ${whole(to[0]) - from[0]} ${whole(to[1]) - from[1]}`

/** A curve from the first point to the last, pulled by those between. */
export function smooth(points: readonly Point[]): string {
  const [first = [0, 0], ...rest] = points
  let at = rounded(first)
  let path = `M${at[0]} ${at[1]}`
  for (const [index, point] of rest.entries()) {
    const next = rest[index + 1]
    if (!next) return `${path}L${whole(point[0])} ${whole(point[1])}`
    const middle = between(point, next)
    path += bend(at, point, middle)
    at = rounded(middle)
  }
  return path
}

/** A closed curve pulled by all of its points. */
export function loop(points: readonly Point[]): string {
  const [first = [0, 0]] = points
  let at = rounded(between(first, points.at(-1) ?? first))
  let path = `M${at[0]} ${at[1]}`
  for (const [index, point] of points.entries()) {
    const middle = between(point, points[index + 1] ?? first)
    path += bend(at, point, middle)
    at = rounded(middle)
  }
  return `${path}z`
}
