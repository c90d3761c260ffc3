import { backdrop } from './backdrop.ts'
import { building } from './building.ts'
import type { Building } from './building-plan.ts'
import { litBy, lookFrom } from './camera.ts'
import { mix } from './colour.ts'
import { ground } from './land.ts'
import { tinted, toned } from './light.ts'
import type { Materials } from './materials.ts'
import { door, windows } from './openings.ts'
import { disc, poly, rect, trace, whole } from './path.ts'
import { fill, glow, line, shade, type Pen, width } from './pen.ts'
import { bush } from './plants.ts'
import { tree } from './trees.ts'

export function apartment(pen: Pen, m: Materials) {
  lookFrom(pen, { eye: 2.6, D: 26, HY: 610, F: 1010 })
  backdrop(pen, m.place === 'sea' ? 'sea' : 'town', 590, 660)
  ground(pen, 640, 2, tinted(pen, '#d6c9b2'))
  const wall = tinted(pen, m.wall)
  const th = -0.5
  const F = building(pen, { x: -0.5, y: 7, w: 13, d: 10, h: 16.2, rh: 0, th, wall, shadow: 1 })
  const L = F.L
  const fl = [3.9, 6.9, 9.9, 12.9]
  windows(
    pen,
    F.right,
    fl.flatMap((z) => [
      [1.2, z, 1.4, 1.5],
      [4.2, z, 1.4, 1.5],
      [7.2, z, 1.4, 1.5],
    ]),
    { mull: 0, dark: true, lean: true },
  )
  fill(
    pen,
    fl
      .map((z) => {
        const f = F.front
        return poly([f.pt(0.7, z - 0.5), f.pt(0.7, z + 2), f.pt(12.3, z + 2), f.pt(12.3, z - 0.5)])
      })
      .join(''),
    toned(pen, wall, -0.22),
    0.8,
  )
  fl.forEach((z, i) =>
    windows(
      pen,
      F.front,
      [0.95, 3.9, 6.9, 9.9].map((u) => [u, z - 0.4, 2, 2.1]),
      { mull: 1, mw: 4, dark: i % 2 === 1, lean: true },
    ),
  )
  if (pen.light.lit) glow(pen, disc(...F.front.pt(6, 9), 260), 'o', 0.4)
  windows(
    pen,
    F.front,
    [
      [0.9, 0.3, 3.4, 2.3],
      [8.6, 0.3, 3.4, 2.3],
    ],
    { mull: 1 },
  )
  door(pen, F.front, { u: 5.5, w: 1.7, h: 2.4, colour: m.accent, z: 0 })
  line(pen, trace([L(-6.6, -5.1, 16.2), L(6.5, -5, 16.2), L(6.5, 5, 16.2)]), { colour: litBy(pen, tinted(pen, '#fdf6e6'), 0.4), width: 14 })
  balconies(pen, m, { L, fl })
  awnings(pen, m, { F, L })
}

function balconies(pen: Pen, m: Materials, { L, fl }: { L: Building['L']; fl: readonly number[] }) {
  for (const z of fl) {
    const b = z - 0.55
    for (const u of [-6, -0.05]) {
      const W2 = 6
      const A = L(u, -6.6, b)
      const B = L(u + W2 - 0.2, -6.6, b)
      const C = L(u + W2 - 0.2, -5, b)
      fill(pen, poly([L(u, -6.6, b - 0.18), A, B, L(u + W2 - 0.2, -6.6, b - 0.18)]), litBy(pen, tinted(pen, '#fdf6e6'), 0.2))
      fill(pen, poly([A, L(u, -6.6, b + 0.95), L(u + W2 - 0.2, -6.6, b + 0.95), B]), tinted(pen, m.accent), 0.88)
      fill(pen, poly([B, L(u + W2 - 0.2, -6.6, b + 0.95), L(u + W2 - 0.2, -5, b + 0.95), C]), toned(pen, tinted(pen, m.accent), -0.5))
      let d = ''
      for (let i = 0; i < 4; i++) {
        const p = L(u + pen.chance.between(0.3, 5.4), -6.6, b + 1.05)
        d += `M${whole(p[0])} ${whole(p[1])}h0`
      }
      line(pen, d, { colour: pen.light.leaf[1], width: 22, round: true })
    }
  }
}

function awnings(pen: Pen, m: Materials, { F, L }: { F: Building; L: Building['L'] }) {
  {
    for (const [from, to] of [
      [0.6, 4.6],
      [8.3, 12.3],
    ] as const)
      fill(
        pen,
        poly([F.front.pt(from, 3.1), F.front.pt(to, 3.1), L(to - 6.5, -6.6, 2.5), L(from - 6.5, -6.6, 2.5)]),
        tinted(pen, m.accent2),
      )
  }
  fill(pen, rect(0, 740, width, 70), mix(tinted(pen, '#8f8b86'), pen.light.sh, 0.2))
  shade(pen, rect(0, 650, width, 150), 'v', 0.4)
  tree(pen, { x: 150, y: 750, height: 330, colour: pen.light.leaf[1] })
  tree(pen, { x: 1060, y: 760, height: 400, colour: pen.light.leaf[0] })
  tree(pen, { x: 930, y: 720, height: 240, colour: pen.light.leaf[2] })
  bush(pen, { x: 60, y: 770, r: 70, colour: pen.light.leaf[2] })
}
