import { backdrop } from './backdrop.ts'
import { building } from './building.ts'
import type { Building } from './building-plan.ts'
import { litBy, lookFrom } from './camera.ts'
import { mix } from './colour.ts'
import { ground, walk } from './land.ts'
import { lamplight, tinted, toned } from './light.ts'
import type { Materials } from './materials.ts'
import { disc, poly, trace } from './path.ts'
import { fill, glow, line, type Pen } from './pen.ts'
import { blooms, tufts } from './plants.ts'
import { fir, firGreen } from './trees.ts'

export function cabin(pen: Pen, m: Materials) {
  lookFrom(pen, { eye: 2.2, D: 19, HY: 530 })
  backdrop(pen, m.place === 'lake' ? 'lake' : 'forest', 520, 640)
  ground(pen, 566, 10)
  for (const [x, h] of [
    [90, 500],
    [205, 400],
    [1110, 520],
    [1000, 410],
    [300, 300],
  ] as const)
    fir(pen, { x, y: 600, height: h, colour: mix(firGreen(pen), pen.light.haze, pen.chance.between(0.05, 0.22)) })
  const F = aFrame(pen, m)
  glassGable(pen, F)
  deck(pen, m, F)
  nearFirs(pen)
}

function aFrame(pen: Pen, m: Materials) {
  const roof = tinted(pen, m.roof)
  const F = building(pen, {
    x: -0.1,
    y: 3,
    z: 0.7,
    w: 7,
    d: 8,
    h: 0.2,
    rh: 7,
    ridge: 'y',
    th: -0.42,
    wall: tinted(pen, m.wood),
    roof,
    over: 0.5,
    trim: '#f4e3c0',
    verge: 13,
  })
  return F
}

type Corner = readonly [u: number, z: number]

const gable: readonly Corner[] = [
  [1.25, 0.95],
  [1.25, 2.6],
  [2.1, 4.3],
  [3.5, 6.9],
  [4.9, 4.3],
  [5.75, 2.6],
  [5.75, 0.95],
]
const pane: readonly Corner[] = [
  [1.42, 1.05],
  [1.42, 2.5],
  [3.5, 6.5],
  [5.58, 2.5],
  [5.58, 1.05],
]
const shine: readonly Corner[] = [
  [1.42, 2.5],
  [3.5, 6.5],
  [3.9, 5.7],
  [1.42, 1.3],
]

/** The whole front is a window: lamps behind it in the evening, the sky in it by day. */
function glassGable(pen: Pen, F: Building) {
  F.siding('front', 0.5, 'v')
  const { pt } = F.front
  const shape = (corners: readonly Corner[]) => poly(corners.map(([u, z]) => pt(u, z)))
  const level = (from: number, to: number, [low, high]: Corner) => poly([pt(from, low), pt(to, low), pt(to, high), pt(from, high)])
  const wood = litBy(pen, tinted(pen, '#f4e3c0'), 0.3)
  fill(pen, shape(gable), wood)
  fill(pen, shape(pane), pen.light.lit ? lamplight : mix(pen.light.sky[1], pen.light.sh, 0.55))
  if (pen.light.lit) {
    fill(pen, level(1.42, 5.58, [1.05, 2.1]), '#e8893c', 0.45)
    fill(pen, level(2.9, 4.1, [3.35, 3.5]), '#8a4d25', 0.8)
  } else fill(pen, shape(shine), pen.light.sky[2], 0.35)
  const upright = (u: number, top: number) => trace([pt(u, 1.05), pt(u, top)])
  const bars = upright(3.5, 6.5) + upright(2.4, 4.4) + upright(4.6, 4.4) + trace([pt(1.42, 3), pt(5.58, 3)])
  line(pen, bars, { colour: wood, width: 6 })
  if (pen.light.lit) glow(pen, disc(...pt(3.5, 2.6), 240), 'o', 0.6)
}

function deck(pen: Pen, m: Materials, F: Building) {
  F.roof()
  const L = F.L
  const dk = tinted(pen, '#b98d5f')
  fill(pen, poly([L(-3.6, -6.2, 0.7), L(3.4, -6.2, 0.7), L(3.4, -4, 0.7), L(-3.6, -4, 0.7)]), litBy(pen, dk, 0.7))
  fill(pen, poly([L(-3.6, -6.2, 0), L(-3.6, -6.2, 0.7), L(3.4, -6.2, 0.7), L(3.4, -6.2, 0)]), litBy(pen, dk, -0.05))
  line(pen, [-2.4, -1.2, 0, 1.2, 2.4].map((u) => trace([L(u, -6.2, 0.7), L(u, -4, 0.7)])).join(''), {
    colour: pen.light.sh,
    width: 2,
    opacity: 0.25,
  })
  walk(pen, { x: -2.4, y: -4.4, endX: 560, width: 1.3, bend: -50 })
  for (const u of [-2.4, 1.2]) {
    fill(pen, poly([L(u, -5.5, 0.7), L(u, -5.2, 1.55), L(u + 0.8, -5.2, 1.55), L(u + 0.8, -5.5, 0.7)]), tinted(pen, m.accent))
    fill(
      pen,
      poly([L(u, -5.9, 1.1), L(u + 0.8, -5.9, 1.1), L(u + 0.8, -5.4, 1.1), L(u, -5.4, 1.1)]),
      toned(pen, tinted(pen, m.accent), 0.3),
    )
  }
}

function nearFirs(pen: Pen) {
  fir(pen, { x: 1150, y: 800, height: 420, colour: toned(pen, firGreen(pen), -0.3) })
  fir(pen, { x: 30, y: 810, height: 360, colour: toned(pen, firGreen(pen), -0.25) })
  tufts(pen, { y: 770, count: 40, colour: pen.light.snow ? '#c7d6df' : pen.light.land[3] })
  if (!pen.light.snow) blooms(pen, { top: 690, bottom: 770, count: 22, colour: tinted(pen, '#f5e3b4'), size: 7, width: 500, left: 680 })
}
