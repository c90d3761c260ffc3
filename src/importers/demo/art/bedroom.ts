import { box } from './block.ts'
import { litBy, project } from './camera.ts'
import { mix } from './colour.ts'
import { chair, frame, lamp, rug } from './furniture.ts'
import { tinted, toned } from './light.ts'
import type { Materials } from './materials.ts'
import { poly, trace, whole } from './path.ts'
import { add, fill, line, shade, soft, type Pen } from './pen.ts'
import { plant } from './pot-plant.ts'
import { beam, room } from './room.ts'
import { pane } from './room-window.ts'

export function bedroom(pen: Pen, m: Materials) {
  room(pen, m, { wains: m.wains })
  pane(pen, m, { x: -2.75, z: 0.98, w: 1.75, h: 1.4 }, { bars: 2, curtain: m.linen, k: 0.4 })
  rug(pen, { x0: -2.3, x1: 2.9, y0: 3.4, y1: 5.6, colour: tinted(pen, m.rug), edge: toned(pen, tinted(pen, m.rug), 0.4) })
  beam(pen, { x: -2.75, z: 0.98, w: 1.75, h: 1.4 })
  frame(pen, { x: 0.5, z: 1.72, w: 1.15, h: 0.76, colour: m.accent2 })
  const { x0, x1 } = bed(pen, m)
  blanket(pen, m, { x0, x1 })
  besideTheBed(pen, m)
}

function bed(pen: Pen, m: Materials) {
  const hb = tinted(pen, m.wood)
  const ln = tinted(pen, m.linen)
  const x0 = -0.05
  const x1 = 2.15
  {
    const a = project(pen, x0 - 0.08, 7.1, 1.42)
    const b = project(pen, x1 + 0.08, 7.1, 0.2)
    add(
      pen,
      `<rect x="${whole(a[0])}" y="${whole(a[1])}" width="${whole(b[0] - a[0])}" height="${whole(b[1] - a[1])}" rx="26" fill="${litBy(pen, hb, 0.2)}"/>`,
    )
    let d = ''
    for (let i = 1; i < 6; i++) {
      const x = a[0] + ((b[0] - a[0]) * i) / 6
      d += `M${whole(x)} ${whole(a[1] + 12)}V${whole(b[1])}`
    }
    line(pen, d, { colour: pen.light.sh, width: 3, opacity: 0.25 })
  }
  box(pen, [x0, x1, 4.1, 7, 0.12, 0.34], hb, { k: 0.05 })
  box(pen, [x0, x1, 4.1, 7, 0.34, 0.6], mix(ln, '#ffffff', 0.3), { r: 20, k: 0.25 })
  for (const [u, v] of [
    [x0 + 0.1, x0 + 1],
    [x1 - 1, x1 - 0.1],
  ] as const) {
    const a = project(pen, u, 6.5, 1.02)
    const b = project(pen, v, 6.5, 0.62)
    add(
      pen,
      `<rect x="${whole(a[0])}" y="${whole(a[1])}" width="${whole(b[0] - a[0])}" height="${whole(b[1] - a[1])}" rx="24" fill="${mix(ln, '#ffffff', 0.6)}"/>`,
    )
  }
  for (const [u, v, c] of [
    [x0 + 0.35, x0 + 0.95, m.accent],
    [x1 - 0.95, x1 - 0.35, m.accent2],
  ] as const) {
    const a = project(pen, u, 6.2, 0.92)
    const b = project(pen, v, 6.2, 0.64)
    add(
      pen,
      `<rect x="${whole(a[0])}" y="${whole(a[1])}" width="${whole(b[0] - a[0])}" height="${whole(b[1] - a[1])}" rx="14" fill="${tinted(pen, c)}"/>`,
    )
  }
  return { x0, x1 }
}

function blanket(pen: Pen, m: Materials, { x0, x1 }: { x0: number; x1: number }) {
  const dv = tinted(pen, m.sofa)
  const D = poly([
    project(pen, x0 - 0.06, 4.02, 0.28),
    project(pen, x0 - 0.06, 4.02, 0.64),
    project(pen, x0 - 0.03, 5.6, 0.66),
    project(pen, x1 + 0.03, 5.6, 0.66),
    project(pen, x1 + 0.06, 4.02, 0.64),
    project(pen, x1 + 0.06, 4.02, 0.28),
  ])
  soft(pen, D, litBy(pen, dv, 0.45), 18)
  fill(
    pen,
    poly([
      project(pen, x0 - 0.06, 4.02, 0.64),
      project(pen, x0 - 0.03, 5.6, 0.66),
      project(pen, x1 + 0.03, 5.6, 0.66),
      project(pen, x1 + 0.06, 4.02, 0.64),
    ]),
    litBy(pen, dv, 0.9),
  )
  shade(pen, D, 'v', 0.3)
  fill(
    pen,
    poly([
      project(pen, x0 - 0.1, 4, 0.24),
      project(pen, x0 - 0.1, 4, 0.66),
      project(pen, x0 - 0.08, 4.6, 0.67),
      project(pen, x1 + 0.08, 4.6, 0.67),
      project(pen, x1 + 0.1, 4, 0.66),
      project(pen, x1 + 0.1, 4, 0.24),
    ]),
    tinted(pen, m.accent),
  )
  line(pen, [0.22, 0.38, 0.5].map((z) => trace([project(pen, x0 - 0.1, 4, z), project(pen, x1 + 0.1, 4, z)])).join(''), {
    colour: pen.light.li,
    width: 4,
    opacity: 0.4,
  })
}

function besideTheBed(pen: Pen, m: Materials) {
  for (const u of [-0.72, 2.42]) {
    box(pen, [u, u + 0.48, 6.4, 6.9, 0, 0.56], tinted(pen, m.wood), { k: 0.2 })
    lamp(pen, { x: u + 0.24, y: 6.6, z: 0.56, scale: 0.95 })
  }
  plant(pen, { x: -2.9, y: 5.2, z: 0, scale: 1.3, kind: 1 })
  chair(pen, { x: -1.75, y: 6, colour: tinted(pen, m.accent2) })
}
