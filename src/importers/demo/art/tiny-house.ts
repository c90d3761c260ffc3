import { backdrop } from './backdrop.ts'
import { building } from './building.ts'
import type { Building } from './building-plan.ts'
import { litBy, lookFrom, project } from './camera.ts'
import { mix } from './colour.ts'
import { ground, walk } from './land.ts'
import { lamplight, tinted, toned } from './light.ts'
import type { Materials } from './materials.ts'
import { chimney, door, windows } from './openings.ts'
import { disc, poly, trace, whole } from './path.ts'
import { dot, fill, glow, line, type Pen } from './pen.ts'
import { blooms, tufts } from './plants.ts'
import { firGreen, tree } from './trees.ts'

export function tinyhouse(pen: Pen, m: Materials) {
  lookFrom(pen, { eye: 2, D: 15, HY: 520, F: 1080 })
  backdrop(pen, m.place === 'forest' ? 'forest' : m.place === 'mountains' ? 'mountains' : 'fields', 510, 640)
  tree(pen, { x: 1010, y: 606, height: 400, colour: mix(pen.light.leaf[1], pen.light.haze, 0.12) })
  tree(pen, {
    x: 150,
    y: 600,
    height: 330,
    colour: mix(firGreen(pen), pen.light.haze, 0.15),
    kind: pen.chance.next() < 0.5 ? 'round' : 'fir',
  })
  ground(pen, 574, 9)
  const wall = tinted(pen, m.wall)
  const F = building(pen, {
    x: 0.3,
    y: 2,
    z: 0.55,
    w: 6.6,
    d: 2.9,
    h: 2.9,
    rh: 1.45,
    th: 0.36,
    wall,
    roof: tinted(pen, m.roof),
    over: 0.28,
  })
  const L = F.L
  fill(pen, poly([L(-3.3, -1.45, 0.2), L(-3.3, -1.45, 0.55), L(3.3, -1.45, 0.55), L(3.3, -1.45, 0.2)]), toned(pen, '#3a3f44', -0.2))
  for (const u of [-0.6, 0.7]) {
    const q = L(u, -1.5, 0.33)
    dot(pen, { x: q[0], y: q[1], r: 24, colour: toned(pen, '#2e3338', -0.2) })
    dot(pen, { x: q[0], y: q[1], r: 10, colour: tinted(pen, '#d9c9a8') })
  }
  F.siding('front', 0.3, 'v')
  F.siding('left', 0.3, 'v')
  windows(pen, F.front, [[0.6, 1.35, 1.9, 1.5]], { mull: 1, box: m.accent2 })
  windows(pen, F.front, [[4.9, 1.7, 1.1, 1.1]], { mw: 3 })
  door(pen, F.front, { u: 3.1, w: 1, h: 2.05, colour: m.accent, z: 0.55 })
  windows(pen, F.left, [[0.9, 1.7, 1.1, 1.3]], { mull: 1 })
  F.roof()
  chimney(pen, F, { u: 0.2, q: 0.6, height: 54, colour: toned(pen, '#4a4f55', -0.1) })
  porch(pen, m, L)
  lightString(pen, m, L)
}

function porch(pen: Pen, m: Materials, L: Building['L']) {
  const dk = tinted(pen, '#c79f6c')
  fill(pen, poly([L(-0.9, -4, 0.4), L(2.9, -4, 0.4), L(2.9, -1.45, 0.4), L(-0.9, -1.45, 0.4)]), litBy(pen, dk, 0.7))
  fill(pen, poly([L(-0.9, -4, 0), L(-0.9, -4, 0.4), L(2.9, -4, 0.4), L(2.9, -4, 0)]), litBy(pen, dk, 0))
  fill(pen, poly([L(-0.9, -4, 0), L(-0.9, -4, 0.4), L(-0.9, -1.45, 0.4), L(-0.9, -1.45, 0)]), litBy(pen, dk, 0.4))
  line(pen, [-0.2, 0.5, 1.2, 1.9, 2.5].map((u) => trace([L(u, -4, 0.4), L(u, -1.45, 0.4)])).join(''), {
    colour: pen.light.sh,
    width: 2,
    opacity: 0.22,
  })
  for (const u of [1.6, 2.4]) {
    fill(pen, poly([L(u, -3.2, 0.4), L(u + 0.1, -2.9, 1.3), L(u + 0.6, -2.9, 1.3), L(u + 0.5, -3.2, 0.4)]), tinted(pen, m.accent))
  }
  {
    const q = L(1.9, -3.5, 1)
    fill(pen, `M${whole(q[0] - 34)} ${whole(q[1])}a34 9 0 1 0 68 0a34 9 0 1 0-68 0z`, tinted(pen, '#fdf3dc'))
    line(pen, `M${whole(q[0])} ${whole(q[1])}v52`, { colour: toned(pen, '#5f5348', -0.1), width: 6 })
  }
}

function lightString(pen: Pen, m: Materials, L: Building['L']) {
  {
    const a = L(-2.9, -1.8, 3.5)
    const b = L(3.6, -4.2, 3)
    const c = project(pen, 3.9, -2.6, 0)
    line(pen, `M${whole(b[0])} ${whole(b[1])}V${whole(c[1])}`, { colour: toned(pen, '#5f4a3a', -0.2), width: 7 })
    line(pen, `M${whole(a[0])} ${whole(a[1])}Q${whole((a[0] + b[0]) / 2)} ${whole(b[1] + 90)} ${whole(b[0])} ${whole(b[1])}`, {
      colour: toned(pen, '#4a4238', -0.2),
      width: 2,
    })
    let d = ''
    for (let i = 1; i < 10; i++) {
      const t = i / 10
      const x = a[0] + (b[0] - a[0]) * t
      const y = (1 - t) * (1 - t) * a[1] + 2 * t * (1 - t) * (b[1] + 90) + t * t * b[1] + 6
      d += `M${whole(x)} ${whole(y)}h0`
    }
    line(pen, d, { colour: lamplight, width: 13, round: true })
    if (pen.light.lit) glow(pen, disc((a[0] + b[0]) / 2, b[1] + 40, 220), 'o', 0.4)
  }
  walk(pen, { x: 0.2, y: -2.6, endX: 380, width: 1, bend: -30 })
  blooms(pen, {
    top: 640,
    bottom: 770,
    count: 28,
    colour: pen.light.snow ? '#ffffff' : tinted(pen, m.accent2),
    size: 8,
    width: 420,
    left: 760,
  })
  blooms(pen, { top: 650, bottom: 770, count: 12, colour: pen.light.snow ? '#dfe8ec' : '#fff3d6', size: 6, width: 300, left: 40 })
  tufts(pen, { y: 785, count: 30, colour: pen.light.snow ? '#bccdd8' : pen.light.land[3], height: 64 })
}
