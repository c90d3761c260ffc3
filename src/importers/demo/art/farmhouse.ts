import { backdrop } from './backdrop.ts'
import { building } from './building.ts'
import type { Building } from './building-plan.ts'
import { lookFrom } from './camera.ts'
import { mix } from './colour.ts'
import { ground, walk } from './land.ts'
import { tinted, toned } from './light.ts'
import type { Materials } from './materials.ts'
import { chimney, door, windows } from './openings.ts'
import { poly, whole } from './path.ts'
import { fill, line, type Pen } from './pen.ts'
import { blooms, bush, tufts } from './plants.ts'
import { firGreen, tree } from './trees.ts'

export function farmhouse(pen: Pen, m: Materials) {
  lookFrom(pen, { eye: 2.4, D: 22, HY: 516, F: 1180 })
  backdrop(pen, m.place === 'mountains' ? 'mountains' : 'fields', 516, 640)
  for (const [x, h] of [
    [120, 330],
    [172, 380],
    [226, 340],
  ] as const)
    tree(pen, { x, y: 590, height: h, colour: mix(firGreen(pen), pen.light.haze, 0.12), kind: 'poplar' })
  ground(pen, 574, 6)
  const { wall, roof } = barn(pen, m)
  const F = farm(pen, m, { roof, wall })
  climber(pen, F)
  farmGarden(pen, m)
}

function barn(pen: Pen, m: Materials) {
  const wall = tinted(pen, m.stone)
  const roof = tinted(pen, m.roof)
  const B = building(pen, {
    x: -7.6,
    y: 8,
    w: 6,
    d: 9,
    h: 3.3,
    rh: 3,
    ridge: 'y',
    th: 0.24,
    wall: mix(wall, tinted(pen, '#b98a62'), 0.55),
    roof,
    over: 0.3,
  })
  {
    const f = B.front
    fill(
      pen,
      poly(
        (
          [
            [1.7, 0],
            [1.7, 2.2],
            [2.2, 2.75],
            [3, 3],
            [3.8, 2.75],
            [4.3, 2.2],
            [4.3, 0],
          ] as const
        ).map(([u, z]) => f.pt(u, z)),
      ),
      toned(pen, tinted(pen, '#5f4636'), -0.3),
    )
  }
  B.roof()
  return { wall, roof }
}

function farm(pen: Pen, m: Materials, { roof, wall }: { roof: string; wall: string }) {
  const F = building(pen, { x: 1.6, y: 3, w: 12, d: 7, h: 4.9, rh: 2.6, th: 0.24, wall, roof, over: 0.45 })
  let s = ''
  for (let i = 0; i < 9; i++) {
    const u = pen.chance.between(0.2, 11.4)
    const z = pen.chance.between(0.1, 4.4)
    const w = pen.chance.between(0.3, 0.6)
    const f = F.front
    s += poly([f.pt(u, z), f.pt(u, z + 0.22), f.pt(u + w, z + 0.22), f.pt(u + w, z)])
  }
  fill(pen, s, toned(pen, wall, -0.28), 0.35)
  windows(
    pen,
    F.front,
    [
      [1.6, 3, 0.95, 1.3],
      [4.3, 3, 0.95, 1.3],
      [7, 3, 0.95, 1.3],
      [9.7, 3, 0.95, 1.3],
      [1.6, 0.8, 0.95, 1.4],
      [4.3, 0.8, 0.95, 1.4],
      [9.7, 0.8, 0.95, 1.4],
    ],
    { shut: m.accent, mw: 3 },
  )
  windows(pen, F.left, [[3, 3, 0.9, 1.2]], {})
  door(pen, F.front, { u: 6.9, w: 1.15, h: 2.15, colour: m.accent, z: 0 }, {})
  F.roof()
  chimney(pen, F, { u: 0.9, q: 0.86, height: 60, colour: tinted(pen, '#b98d70') })
  chimney(pen, F, { u: 0.12, q: 0.86, height: 54, colour: tinted(pen, '#b98d70') })
  return F
}

function climber(pen: Pen, F: Building) {
  {
    const f = F.front
    let d = ''
    for (let i = 0; i < 7; i++) {
      const [x, y] = f.pt(6.2 + i * 0.42, 2.55 - Math.abs(i - 3) * 0.1 + pen.chance.between(-0.1, 0.15))
      d += `M${whole(x)} ${whole(y)}h0`
    }
    line(pen, d, { colour: pen.light.snow ? '#6f8f86' : pen.light.leaf[2], width: 30, round: true })
    if (!pen.light.snow)
      blooms(pen, {
        top: f.pt(7, 2.7)[1] - 10,
        bottom: f.pt(7, 2.3)[1],
        count: 9,
        colour: tinted(pen, '#e88f86'),
        size: 9,
        width: 150,
        left: whole(f.pt(6.1, 2)[0]),
      })
  }
}

function farmGarden(pen: Pen, m: Materials) {
  walk(pen, { x: 1.7, y: -1, endX: 520, width: 1.6, bend: -90 })
  for (let i = 0; i < 3; i++)
    bush(pen, { x: 890 + i * 100, y: 690 + i * 20, r: 46 + i * 7, colour: i % 2 ? pen.light.leaf[1] : pen.light.leaf[2] })
  blooms(pen, {
    top: 690,
    bottom: 770,
    count: 14,
    colour: pen.light.snow ? '#ffffff' : tinted(pen, m.accent2),
    size: 9,
    width: 330,
    left: 800,
  })
  tree(pen, { x: 1120, y: 690, height: 420, colour: pen.light.leaf[0] })
  tufts(pen, { y: 780, count: 16, colour: pen.light.snow ? '#bccdd8' : pen.light.land[3], height: 60 })
}
