import { mix } from './colour.ts'
import { tinted, toned } from './light.ts'
import { loop, poly, rect, whole, type Point } from './path.ts'
import { fill, glow, line, shade, width, type Pen } from './pen.ts'

type Row = { y: number; count: number; low: number; high: number; colour: string; width?: number; left?: number }

/** Firs in the distance: one path of many triangles. */
export function firRow(pen: Pen, { y, count, low, high, colour, width: across = width, left = 0 }: Row) {
  const firs = Array.from({ length: count }, (_, index) => {
    const x = left + (across * (index + pen.chance.next())) / count
    const tall = pen.chance.between(low, high)
    const half = tall * 0.19
    return `M${whole(x)} ${whole(y - tall + pen.chance.between(-6, 6))}l${whole(half)} ${whole(tall)}h${whole(-2 * half)}z`
  })
  fill(pen, firs.join(''), colour)
}

type Tree = { x: number; y: number; height: number; colour: string }

/** A fir near by, in three tiers, lit from the left. */
export function fir(pen: Pen, { x, y, height, colour }: Tree) {
  fill(pen, rect(x - height * 0.02, y - height * 0.12, height * 0.04, height * 0.13), toned(pen, tinted(pen, '#5b4334'), -0.3))
  const tiers = [2, 1, 0].map((index) => tierOf({ x, y, height }, index))
  fill(pen, tiers.map(poly).join(''), colour)
  fill(pen, tiers.map((tier) => poly(tier.slice(0, 4))).join(''), mix(colour, pen.light.sh, 0.45))
  if (pen.light.snow) fill(pen, tiers.map(snowOn).join(''), '#f7f6f2', 0.9)
}

type Tier = readonly [Point, Point, Point, Point, Point, Point]

function tierOf({ x, y, height }: Omit<Tree, 'colour'>, index: number): Tier {
  const top = y - height * (1 - index * 0.24)
  const half = height * (0.1 + 0.055 * index)
  const foot = top + height * 0.34
  return [
    [x, top],
    [x + half, foot],
    [x + half * 0.35, foot - height * 0.03],
    [x, foot + height * 0.015],
    [x - half * 0.4, foot - height * 0.03],
    [x - half, foot],
  ]
}

function snowOn([top, right, , foot, , left]: Tier): string {
  const towards = (end: Point, share: number): Point => [top[0] + (end[0] - top[0]) * share, top[1] + (end[1] - top[1]) * share]
  return poly([top, towards(right, 0.45), towards(foot, 0.3), towards(left, 0.75)])
}

type Blob = { x: number; y: number; rx: number; ry: number; count?: number; wobble?: number }

/** A round thing drawn by hand. */
export function blob(pen: Pen, { x, y, rx, ry, count = 7, wobble = 0.14 }: Blob): string {
  const points = Array.from({ length: count }, (_, index): Point => {
    const angle = (index / count) * 2 * Math.PI
    const reach = 1 + pen.chance.between(-wobble, wobble)
    return [x + rx * reach * Math.cos(angle), y + ry * reach * Math.sin(angle)]
  })
  return loop(points)
}

export function tree(pen: Pen, { kind = 'round', ...is }: Tree & { kind?: 'round' | 'poplar' | 'fir' }) {
  if (kind === 'fir') fir(pen, is)
  else if (kind === 'poplar') poplar(pen, is)
  else roundTree(pen, is)
}

function poplar(pen: Pen, { x, y, height: h, colour }: Tree) {
  const right = `q${whole(h * 0.13)} ${whole(h * 0.5)} ${whole(h * 0.06)} ${whole(h * 0.94)}`
  const left = `q${whole(-h * 0.07)} ${whole(-h * 0.44)} ${whole(h * 0.06)} ${whole(-h * 0.94)}`
  const shape = `M${whole(x)} ${whole(y - h)}${right}h${whole(-h * 0.12)}${left}z`
  fill(pen, shape, colour)
  shade(pen, shape, 'r', 0.75)
}

function roundTree(pen: Pen, { x, y, height: h, colour }: Tree) {
  const trunk = `M${whole(x)} ${whole(y)}v${whole(-h * 0.55)}`
  const right = `M${whole(x)} ${whole(y - h * 0.38)}l${whole(h * 0.13)} ${whole(-h * 0.15)}`
  const left = `M${whole(x)} ${whole(y - h * 0.3)}l${whole(-h * 0.11)} ${whole(-h * 0.15)}`
  line(pen, trunk + right + left, {
    colour: toned(pen, tinted(pen, '#6a4c3a'), -0.25),
    width: Math.max(4, whole(h * 0.035)),
    round: true,
  })
  const crown = blob(pen, { x, y: y - h * 0.66, rx: h * 0.31, ry: h * 0.33 })
  fill(pen, crown, colour)
  glow(pen, blob(pen, { x: x - h * 0.1, y: y - h * 0.76, rx: h * 0.17, ry: h * 0.16 }), 'l', 0.5)
  shade(pen, crown, 'r', 0.6)
}

export const firGreen = ({ light }: Pen) => light.fir ?? light.leaf[2]

export const someLeaf = (pen: Pen) => pen.chance.pick(pen.light.leaf)
