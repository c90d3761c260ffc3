import { backdrop } from './backdrop.ts'
import { building } from './building.ts'
import type { Building } from './building-plan.ts'
import { litBy, lookFrom } from './camera.ts'
import { mix } from './colour.ts'
import { downTo, ridge, walk } from './land.ts'
import { tinted, toned } from './light.ts'
import type { Materials } from './materials.ts'
import { door, windows } from './openings.ts'
import { poly, trace } from './path.ts'
import { fill, height, line, shade, type Pen } from './pen.ts'
import { tufts } from './plants.ts'
import { blob } from './trees.ts'

export function beachhouse(pen: Pen, m: Materials) {
  lookFrom(pen, { eye: 2.3, D: 19, HY: 500 })
  backdrop(pen, 'sea', 486, 620)
  const sand = tinted(pen, pen.light.snow ? '#e9ecec' : '#efdcb4')
  const d = downTo(ridge(pen, { y: 566, swing: 14, count: 4, tilt: 14 }), height + 20)
  fill(pen, d, sand)
  shade(pen, d, 'v', 0.3)
  const wall = tinted(pen, m.wall)
  const F = building(pen, {
    x: 0.4,
    y: 3,
    z: 1,
    w: 6.6,
    d: 8.5,
    h: 3.1,
    rh: 3,
    ridge: 'y',
    th: -0.46,
    wall,
    roof: tinted(pen, m.roof),
    over: 0.5,
  })
  const L = F.L
  fill(
    pen,
    poly([L(-3.3, -4.25, 0), L(-3.3, -4.25, 1), L(3.3, -4.25, 1), L(3.3, 4.25, 1), L(3.3, 4.25, 0), L(3.3, -4.25, 0)]),
    toned(pen, tinted(pen, '#a98b68'), -0.5),
  )
  F.siding('front', 0.34)
  F.siding('right', 0.34)
  windows(pen, F.front, [[2.75, 5, 1.1, 1.2]], {})
  windows(pen, F.front, [[3.5, 1.9, 2.2, 1.7]], { mull: 1 })
  door(pen, F.front, { u: 1, w: 1.1, h: 2.2, colour: m.accent, z: 1 })
  windows(
    pen,
    F.right,
    [
      [1.3, 2.1, 1.3, 1.4],
      [3.7, 2.1, 1.3, 1.4],
      [6.1, 2.1, 1.3, 1.4],
    ],
    { mw: 3 },
  )
  F.roof()
  const wd = veranda(pen, m, L)
  beachSteps(pen, m, { L, wd })
  dunes(pen, sand)
}

function veranda(pen: Pen, m: Materials, L: Building['L']) {
  const wd = tinted(pen, '#c9a574')
  fill(pen, poly([L(-3.5, -6.6, 1), L(3.3, -6.6, 1), L(3.3, -4.25, 1), L(-3.5, -4.25, 1)]), litBy(pen, wd, 0.6))
  fill(pen, poly([L(-3.5, -6.6, 0.7), L(-3.5, -6.6, 1), L(3.3, -6.6, 1), L(3.3, -6.6, 0.7)]), litBy(pen, wd, 0.0))
  line(pen, [-3.3, -1.3, 0.9, 3.1].map((u) => trace([L(u, -6.5, 0), L(u, -6.5, 3.55)])).join(''), {
    colour: litBy(pen, tinted(pen, '#fdf6e6'), 0.3),
    width: 9,
  })
  line(
    pen,
    (
      [
        [0.9, 3.1],
        [-1.3, 0.9],
      ] as const
    )
      .map(
        ([a, b]) =>
          trace([L(a, -6.5, 1.95), L(b, -6.5, 1.95)]) +
          Array.from({ length: 6 }, (_, i) => trace([L(a + ((b - a) * i) / 6, -6.5, 1), L(a + ((b - a) * i) / 6, -6.5, 1.95)])).join(''),
      )
      .join(''),
    { colour: litBy(pen, tinted(pen, '#fdf6e6'), 0.3), width: 4 },
  )
  {
    const eaves = [L(-3.7, -6.9, 3.45), L(3.5, -6.9, 3.45)]
    fill(
      pen,
      poly([...eaves, L(3.4, -4.25, 4.05), L(-3.4, -4.25, 4.05)]),
      litBy(pen, pen.light.snow ? '#ffffff' : tinted(pen, m.roof), 0.35),
    )
    line(pen, trace(eaves), { colour: litBy(pen, tinted(pen, '#fdf6e6'), 0.4), width: 8 })
  }
  return wd
}

function beachSteps(pen: Pen, m: Materials, { L, wd }: { L: Building['L']; wd: string }) {
  for (let i = 0; i < 3; i++) {
    const z = 0.72 - i * 0.24
    const v = -6.6 - i * 0.45
    fill(pen, poly([L(-3.2, v - 0.45, z), L(-1.5, v - 0.45, z), L(-1.5, v, z), L(-3.2, v, z)]), litBy(pen, wd, 0.6))
    fill(
      pen,
      poly([L(-3.2, v - 0.45, z - 0.24), L(-3.2, v - 0.45, z), L(-1.5, v - 0.45, z), L(-1.5, v - 0.45, z - 0.24)]),
      litBy(pen, wd, -0.1),
    )
  }
  {
    const a = L(2.6, -6.9, 0)
    const b = L(2.9, -6.5, 2.5)
    line(pen, trace([a, b]), { colour: tinted(pen, m.accent), width: 24, round: true })
    line(pen, trace([a, b]), { colour: '#fff6e4', width: 5, opacity: 0.9, round: true })
  }
  walk(pen, { x: -4.2, y: -5.8, endX: 420, width: 1.5, bend: 30 })
}

function dunes(pen: Pen, sand: string) {
  let d = ''
  const g1 = pen.light.snow ? '#9db7b4' : pen.light.leaf[0]
  for (const [x, y] of [
    [900, 690],
    [1040, 730],
    [180, 690],
  ] as const) {
    d = blob(pen, { x, y: y + 70, rx: 190, ry: 56, count: 8, wobble: 0.1 })
    fill(pen, d, toned(pen, sand, 0.2))
  }
  tufts(pen, { y: 720, count: 60, colour: mix(g1, pen.light.leaf[2], 0.2), height: 80 })
  tufts(pen, { y: 785, count: 50, colour: pen.light.land[3], height: 60 })
}
