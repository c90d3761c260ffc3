import { project } from './camera.ts'
import { mix } from './colour.ts'
import { tinted } from './light.ts'
import { smooth, whole, type Point } from './path.ts'
import { fill, glow, height, shade, width, type Grain, type Pen } from './pen.ts'

type Ridge = { y: number; swing: number; count: number; tilt?: number }

/** The line of a hill from edge to edge: `count` bends of at most `swing` around `y`. */
export function ridge(pen: Pen, { y, swing, count, tilt = 0 }: Ridge): string {
  const bends = Array.from({ length: count - 1 }, (_, index): Point => {
    const share = (index + 1) / count
    return [width * share + pen.chance.between(-20, 20), y + pen.chance.between(-swing, swing) - tilt * (1 - 2 * share)]
  })
  const start: Point = [-20, y + pen.chance.between(-swing, swing) - tilt]
  return smooth([start, ...bends, [width + 20, y + pen.chance.between(-swing, swing) + tilt]])
}

/** Everything below a line that runs from edge to edge, down to `base`. */
export const downTo = (line: string, base: number) => `${line}L${width + 20} ${whole(base)}H-20z`

type Hill = { y: number; swing: number; colour: string; base: number }

export function hill(pen: Pen, { y, swing, colour, base }: Hill, look: { count?: number; deep?: number; from?: Grain } = {}): string {
  const shape = downTo(ridge(pen, { y, swing, count: look.count ?? 4 }), base)
  fill(pen, shape, colour)
  shade(pen, shape, look.from ?? 'v', look.deep ?? 0.3)
  return shape
}

export function ground(pen: Pen, y: number, swing = 8, colour = mix(pen.light.land[2], pen.light.leaf[0], pen.light.snow ? 0 : 0.28)) {
  const shape = downTo(ridge(pen, { y, swing, count: 4 }), height + 20)
  fill(pen, shape, colour)
  glow(pen, shape, 'u', 0.22)
  shade(pen, shape, 'v', 0.42)
}

/** Land far away: 0 is nearly the haze, 2 nearly itself. */
export function farLand({ light }: Pen, step: 0 | 1 | 2): string {
  return mix(light.haze, light.land[step], [0.45, 0.7, 0.9][step] ?? 1)
}

type Path = { x: number; y: number; endX: number; width?: number; bend?: number }

/** A path from the door at `x`, `y` to the picture's lower edge. */
export function walk(pen: Pen, { x, y, endX, width: across = 1.3, bend = 60 }: Path) {
  const [left, top] = project(pen, x - across / 2, y, 0)
  const [right, rightTop] = project(pen, x + across / 2, y, 0)
  const middle = (top + height) / 2
  const down = `C${whole(left + bend)} ${whole(middle)} ${whole(endX - 190 - bend)} ${whole(middle + 30)} ${endX - 170} ${height + 20}`
  const up = `C${whole(endX + 10 - bend)} ${whole(middle + 40)} ${whole(right + bend)} ${whole(middle)} ${whole(right)} ${whole(rightTop)}`
  const shape = `M${whole(left)} ${whole(top)}${down}H${endX + 150}${up}z`
  fill(pen, shape, tinted(pen, pen.light.path))
  shade(pen, shape, 'v', 0.3)
}
