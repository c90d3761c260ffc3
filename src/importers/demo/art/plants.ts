import { whole } from './path.ts'
import { fill, line, shade, type Pen, width } from './pen.ts'

export function bush(pen: Pen, { x, y, r, colour: c }: { x: number; y: number; r: number; colour: string }) {
  const d = `M${whole(x - r)} ${whole(y)}q${whole(-r * 0.1)} ${whole(-r * 0.7)} ${whole(r * 0.5)} ${whole(-r * 0.75)}q${whole(r * 0.5)} ${whole(-r * 0.5)} ${whole(r * 0.9)} 0q${whole(r * 0.6)} 0 ${whole(r * 0.6)} ${whole(r * 0.75)}z`
  fill(pen, d, c)
  shade(pen, d, 'r', 0.5)
}

export function tufts(
  pen: Pen,
  {
    y,
    count: n,
    colour: c,
    height: h = 46,
    width: w = width,
  }: { y: number; count: number; colour: string; height?: number; width?: number },
) {
  fill(
    pen,
    Array.from({ length: n }, () => {
      const x = pen.chance.whole(-10, w)
      const b = y + pen.chance.whole(-12, 40)
      const t = pen.chance.whole(h * 0.5, h)
      const l = pen.chance.whole(-14, 14)
      return `M${x} ${b}q${l >> 1}-${t >> 1} ${l}-${t}q${(8 - l) >> 2} ${t >> 1} ${8 - l} ${t}z`
    }).join(''),
    c,
  )
}

export function blooms(
  pen: Pen,
  {
    top: y0,
    bottom: y1,
    count: n,
    colour: c,
    size: w = 9,
    width: xw = width,
    left: x0 = 0,
  }: { top: number; bottom: number; count: number; colour: string; size?: number; width?: number; left?: number },
) {
  line(pen, Array.from({ length: n }, () => `M${x0 + pen.chance.whole(0, xw)} ${pen.chance.whole(y0, y1)}h0`).join(''), {
    colour: c,
    width: w,
    round: true,
  })
}
