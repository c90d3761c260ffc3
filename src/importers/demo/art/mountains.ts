import { mix } from './colour.ts'
import { poly, rect, type Point } from './path.ts'
import { add, fill, glow, width, type Pen } from './pen.ts'

type Range = { y: number; swing: number; count: number; colour: string; base: number }
type RangeLook = { cap?: boolean | undefined; hazy?: boolean }

/** Mountains with a lit and a shaded flank, down to `base`; `cap` puts snow on them. */
export function range(pen: Pen, { y, swing, count, colour, base }: Range, look: RangeLook = {}) {
  const line = Array.from({ length: count + 1 }, (_, index): Point => {
    const x = (width * (index + pen.chance.between(-0.25, 0.25))) / count
    const rise = index % 2 ? pen.chance.between(0.65, 1.1) : pen.chance.between(0.05, 0.32)
    return [index === 0 ? -30 : index === count ? width + 30 : x, y - swing * rise]
  })
  fill(pen, poly([...line, [width + 30, base], [-30, base]]), colour)
  let flanks = ''
  let caps = ''
  for (const [index, peak] of line.entries()) {
    const [before, after] = [line[index - 1], line[index + 1]]
    if (index % 2 === 0 || !before || !after) continue
    flanks += flank(peak, after, { base, lean: pen.chance.between(-0.25, 0.1) })
    caps += capOf(peak, { before, after, base })
  }
  if (look.cap) fill(pen, caps, mix('#ffffff', pen.light.li, 0.35), look.hazy ? 0.6 : 0.92)
  add(pen, `<path d="${flanks}" fill="${mix(colour, pen.light.sh, 0.55)}" opacity=".5"/>`)
  glow(pen, rect(-30, base - swing * 0.75, width + 60, swing * 0.75 + 4), 'v', 0.35)
}

function flank([x, y]: Point, [endX, endY]: Point, { base, lean }: { base: number; lean: number }): string {
  const across = endX - x
  const down = base - y
  return poly([
    [x, y],
    [endX, endY],
    [endX - across * 0.34, base],
    [x + across * (0.2 + lean), base],
    [x + across * 0.32, y + down * 0.62],
    [x + across * 0.06, y + down * 0.36],
  ])
}

function capOf([x, y]: Point, { before, after, base }: { before: Point; after: Point; base: number }): string {
  const share = 0.36
  const [left, right] = [before[0] - x, after[0] - x]
  const middle = y + (base - y) * 0.2
  return poly([
    [x, y],
    [x + right * share, y + (after[1] - y) * share],
    [x + right * 0.2, middle - 6],
    [x + 4, middle + 14],
    [x + left * 0.16, middle - 8],
    [x + left * share, y + (before[1] - y) * share],
  ])
}
