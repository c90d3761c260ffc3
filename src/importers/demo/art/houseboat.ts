import { backdrop } from './backdrop.ts'
import { building } from './building.ts'
import type { Building } from './building-plan.ts'
import { litBy, lookFrom, project } from './camera.ts'
import { mix } from './colour.ts'
import { lamplight, tinted, toned } from './light.ts'
import type { Materials } from './materials.ts'
import { door, windows } from './openings.ts'
import { poly, rect, whole } from './path.ts'
import { add, fill, line, shade, strokes, type Pen, width } from './pen.ts'
import { blooms, tufts } from './plants.ts'
import { someLeaf, tree } from './trees.ts'

export function houseboat(pen: Pen, m: Materials) {
  lookFrom(pen, { eye: 2.7, D: 18, HY: 430, F: 1120 })
  backdrop(pen, m.place === 'town' ? 'town' : 'lake', 420, 470)
  fill(pen, rect(0, 452, width, 360), `url(#w)`)
  fill(pen, rect(0, 444, width, 12), toned(pen, mix(pen.light.land[2], pen.light.leaf[1], 0.5), -0.3))
  for (const x of [60, 150, 1080, 1160]) tree(pen, { x, y: 452, height: pen.chance.between(150, 240), colour: someLeaf(pen) })
  const th = 0.16
  const hull = tinted(pen, m.accent)
  const wall = tinted(pen, m.wood)
  const C = Math.cos(th)
  const S = Math.sin(th)
  const L = (u: number, v: number, z: number) => project(pen, u * C - v * S + 0.1, 1 + u * S + v * C, z)
  const mir = (z: number) => -z
  add(pen, `<g opacity=".42">`)
  fill(pen, poly([L(-6.3, -1.9, 0), L(-7.4, -1.4, mir(1.2)), L(5.6, -1.9, mir(1)), L(5.6, -1.9, 0)]), hull)
  add(pen, '</g>')
  fill(
    pen,
    poly([L(-4.6, -1.5, mir(1)), L(-4.6, -1.5, mir(3.1)), L(4.8, -1.5, mir(3.1)), L(4.8, -1.5, mir(1))]),
    toned(pen, wall, -0.2),
    0.2,
  )
  if (pen.light.lit)
    fill(
      pen,
      [-3.6, -1.2, 1.2].map((u) => poly([L(u, -1.5, -1.5), L(u, -1.5, -3.4), L(u + 1.5, -1.5, -3.4), L(u + 1.5, -1.5, -1.5)])).join(''),
      lamplight,
      0.5,
    )
  ripples(pen)
  cabinAboard(pen, m, { th, wall })
  boatRoof(pen, m, L)
  hullAfloat(pen, { L, hull })
}

function ripples(pen: Pen) {
  const w: [number, number, number][] = []
  for (let i = 0; i < 26; i++) {
    const t = pen.chance.next()
    const y = 596 + t * t * 200
    w.push([i < 12 ? pen.chance.between(200, 900) : pen.chance.between(-40, width), y, 40 + 190 * t])
  }
  strokes(pen, w, { colour: mix(pen.light.water[0], pen.light.water[1], 0.6), width: 8, opacity: 0.75 })
  strokes(
    pen,
    w.slice(0, 12).map(([x, y, l]) => [x + 40, y + 13, l * 0.6]),
    { colour: pen.light.water[2], width: 4, opacity: 0.6 },
  )
}

function cabinAboard(pen: Pen, m: Materials, { th, wall }: { th: number; wall: string }) {
  const F = building(pen, { x: 0.1, y: 1, z: 0.8, w: 9.4, d: 3, h: 2.7, th, wall, shadow: 0 })
  F.siding('front', 0.42, 'v')
  windows(
    pen,
    F.front,
    [
      [1, 1.6, 1.5, 1.1],
      [3.4, 1.6, 1.5, 1.1],
      [5.8, 1.6, 1.5, 1.1],
    ],
    { mull: 1, box: m.accent2 },
  )
  door(pen, F.front, { u: 8, w: 0.95, h: 2, colour: m.accent2, z: 1 })
  windows(pen, F.left, [[0.8, 1.5, 1.3, 1.3]], { mull: 1 })
}

function boatRoof(pen: Pen, m: Materials, L: Building['L']) {
  const rf = pen.light.snow ? '#f4f4f0' : tinted(pen, '#f4ead4')
  fill(pen, poly([L(-5, -1.9, 3.45), L(5, -1.9, 3.45), L(5, -1.9, 3.72), L(-5, -1.9, 3.72)]), litBy(pen, rf, 0.4))
  fill(pen, poly([L(-5, 1.6, 3.45), L(-5, 1.6, 3.72), L(-5, -1.9, 3.72), L(-5, -1.9, 3.45)]), litBy(pen, rf, 0.6))
  {
    let a = ''
    for (let i = 0; i < 12; i++) {
      const p = L(-4 + i * 0.62 + pen.chance.between(-0.1, 0.1), -1, 3.95 + pen.chance.between(0, 0.3))
      a += `M${whole(p[0])} ${whole(p[1])}h0`
    }
    line(pen, a, { colour: pen.light.snow ? '#8fb0a6' : pen.light.leaf[1], width: 30, round: true })
    if (!pen.light.snow) {
      const a = L(-4, -1, 4.3)
      const b = L(3.4, -1, 4)
      blooms(pen, {
        top: whole(a[1]) - 4,
        bottom: whole(b[1]) + 10,
        count: 16,
        colour: tinted(pen, m.accent2),
        size: 9,
        width: whole(b[0] - a[0]),
        left: whole(a[0]),
      })
    }
  }
  const p = L(3.9, -0.6, 3.7)
  fill(pen, rect(p[0] - 9, p[1] - 66, 18, 70), toned(pen, '#3c4650', -0.1))
  fill(pen, rect(p[0] - 14, p[1] - 74, 28, 10), '#3c4650')
  if (pen.light.lit)
    line(pen, `M${whole(p[0])} ${whole(p[1] - 82)}q-20-26 2-48t-6-50`, { colour: pen.light.cloud, width: 12, opacity: 0.5, round: true })
}

function hullAfloat(pen: Pen, { L, hull }: { L: Building['L']; hull: string }) {
  const D = poly([L(-6.3, -1.9, -0.1), L(-7.6, -1.2, 1.35), L(-5.4, -1.9, 1.02), L(5.7, -1.9, 1), L(5.7, -1.9, -0.1)])
  fill(pen, D, litBy(pen, hull, 0.35))
  fill(
    pen,
    poly([L(-7.6, -1.2, 1.35), L(-5.4, -1.9, 1.02), L(5.7, -1.9, 1), L(5.7, -1.9, 0.82), L(-5.4, -1.9, 0.82), L(-7.5, -1.2, 1.12)]),
    tinted(pen, '#fdf3dc'),
  )
  shade(pen, D, 'v', 0.5)
  {
    let a = ''
    for (const u of [-3, 0, 3]) {
      const q = L(u, -1.9, 0.42)
      a += `M${whole(q[0])} ${whole(q[1])}h0`
    }
    line(pen, a, { colour: tinted(pen, '#f6e7c6'), width: 16, round: true })
  }
  {
    const a = L(5.7, -1.7, 0.9)
    fill(
      pen,
      poly([
        [a[0] - 40, a[1] - 6],
        [a[0] + 10, a[1] - 10],
        [1240, 690],
        [1240, 730],
      ]),
      litBy(pen, tinted(pen, '#b98d5f'), 0.5),
    )
  }
  fill(pen, 'M0 800V690q60 20 90 110z', pen.light.land[3])
  tufts(pen, { y: 790, count: 18, colour: pen.light.land[3], height: 150, width: 170 })
  line(pen, 'M40 690V600M70 700V590', { colour: toned(pen, pen.light.leaf[2], -0.3), width: 5 })
  line(pen, 'M40 612V578M70 602V566', { colour: tinted(pen, '#7a4f33'), width: 12, round: true })
}
