import { box } from './block.ts'
import { litBy, project } from './camera.ts'
import { mix } from './colour.ts'
import { lamplight, tinted, toned } from './light.ts'
import type { Materials } from './materials.ts'
import { disc, poly, rect, trace, whole } from './path.ts'
import { dot, fill, glow, line, shade, soft, strokes, type Pen } from './pen.ts'
import { plant } from './pot-plant.ts'
import { beam, room } from './room.ts'
import { pane } from './room-window.ts'

export function bathroom(pen: Pen, m: Materials) {
  room(pen, m, { floor: '#efe6d4', tiles: true, wains: m.cab })
  const B = 7.2
  let d = ''
  for (let i = -5; i < 6; i++)
    for (let y = 3; y < 7; y += 0.6)
      if ((i + whole(y / 0.6)) % 2)
        d += poly([
          project(pen, i * 0.6, y, 0),
          project(pen, i * 0.6 + 0.6, y, 0),
          project(pen, i * 0.6 + 0.6, y + 0.6, 0),
          project(pen, i * 0.6, y + 0.6, 0),
        ])
  fill(pen, d, tinted(pen, m.cab), 0.55)
  d = ''
  for (let u = -3.3; u < 3.3; u += 0.3) d += trace([project(pen, u, B, 0), project(pen, u, B, 1)])
  line(pen, d, { colour: pen.light.li, width: 2, opacity: 0.35 })
  pane(pen, m, { x: -1.9, z: 1.15, w: 2.3, h: 1.3 }, { bars: 2, k: 0.44 })
  beam(pen, { x: -1.9, z: 1.15, w: 2.3, h: 1.3 })
  const t = bathTub(pen, m)
  washstand(pen, m, { B, t })
  bathCorner(pen, m)
}

function bathTub(pen: Pen, m: Materials) {
  const t = tinted(pen, '#fdf8ee')
  const a = project(pen, -2.15, 5.6, 0.72)
  const b = project(pen, 0.75, 5.6, 0.06)
  const w = b[0] - a[0]
  const T = `M${whole(a[0] - 16)} ${whole(a[1])}h${whole(w + 32)}q-6 ${whole((b[1] - a[1]) * 0.95)}-90 ${whole(b[1] - a[1])}h${whole(-w + 148)}q-84-5-90-${whole(b[1] - a[1])}z`
  fill(pen, `M${whole(a[0])} ${whole(b[1] + 6)}h${whole(w)}l60 26H${whole(a[0] - 20)}z`, pen.light.sh, 0.25)
  {
    const f = project(pen, -2.1, 6.4, 0.74)
    const g = project(pen, 0.7, 6.4, 0.74)
    fill(pen, poly([f, g, [b[0] + 8, a[1] + 4], [a[0] - 8, a[1] + 4]]), toned(pen, t, -0.3))
    fill(
      pen,
      poly([
        [f[0] + 22, f[1] + 7],
        [g[0] - 22, g[1] + 7],
        [b[0] - 18, a[1] + 2],
        [a[0] + 18, a[1] + 2],
      ]),
      pen.light.water[0],
    )
  }
  fill(pen, T, t)
  shade(pen, T, 'v', 0.2)
  line(pen, `M${whole(a[0] - 20)} ${whole(a[1])}h${whole(w + 40)}`, { colour: '#ffffff', width: 13, round: true })
  dot(pen, { x: a[0] + 44, y: b[1] + 4, r: 9, colour: '#e0bd74' })
  dot(pen, { x: b[0] - 44, y: b[1] + 4, r: 9, colour: '#e0bd74' })
  {
    const x = b[0] - 60
    line(pen, `M${whole(x)} ${whole(a[1] - 6)}v-76q0-24-26-24t-26 20`, { colour: '#d9b268', width: 9, round: true })
  }
  {
    const X = a[0] + 66
    fill(pen, `M${whole(X)} ${whole(a[1] - 8)}h92v${whole(98)}q-46 16-92 0z`, tinted(pen, m.accent))
    line(pen, `M${whole(X)} ${whole(a[1] + 64)}h92`, { colour: pen.light.li, width: 7, opacity: 0.5 })
  }
  strokes(
    pen,
    Array.from({ length: 9 }, (_, i) => [a[0] + 230 + i * 20 + pen.chance.between(-6, 6), a[1] - 8 - pen.chance.between(0, 12), 0]),
    { colour: '#ffffff', width: 26, opacity: 0.85 },
  )
  return t
}

function washstand(pen: Pen, m: Materials, { B, t }: { B: number; t: string }) {
  box(pen, [1.5, 3, 6.2, 7, 0.35, 0.82], tinted(pen, m.wood), { k: 0.2 })
  box(pen, [1.45, 3.05, 6.15, 7.05, 0.82, 0.88], tinted(pen, '#f6ecd8'), { top: litBy(pen, tinted(pen, '#f6ecd8'), 0.9) })
  {
    const [x, y] = project(pen, 2.2, 6.5, 0.88)
    fill(pen, `M${whole(x - 70)} ${whole(y - 34)}h140q-10 42-70 42t-70-42z`, t)
    shade(pen, `M${whole(x - 70)} ${whole(y - 34)}h140q-10 42-70 42t-70-42z`, 'r', 0.4)
    line(pen, `M${whole(x)} ${whole(y - 38)}v-42q0-18 18-18t18 14`, { colour: '#d9b268', width: 7, round: true })
    const [u, v] = project(pen, 2.25, B, 1.78)
    dot(pen, { x: u, y: v, r: 92, colour: tinted(pen, m.wood) })
    dot(pen, { x: u, y: v, r: 80, colour: mix(pen.light.sky[1], '#ffffff', 0.25) })
    fill(pen, `M${whole(u - 62)} ${whole(v + 30)}L${whole(u + 10)} ${whole(v - 70)}h34L${whole(u - 44)} ${whole(v + 56)}z`, '#ffffff', 0.4)
    for (const s of [-1, 1]) {
      dot(pen, { x: u + s * 128, y: v - 16, r: 17, colour: lamplight })
      if (pen.light.lit) glow(pen, disc(u + s * 128, v - 16, 100), 'o', 0.6)
    }
  }
}

function bathCorner(pen: Pen, m: Materials) {
  plant(pen, { x: 1.05, y: 6.6, z: 0, scale: 1.25, kind: 0 })
  plant(pen, { x: 2.85, y: 6.5, z: 0.88, scale: 0.5, kind: 1 })
  {
    const X = project(pen, -2.95, 6.2, 0)
    const Y = project(pen, -2.95, 6.2, 1.75)
    line(
      pen,
      `M${whole(X[0])} ${whole(X[1])}L${whole(Y[0] + 4)} ${whole(Y[1])}M${whole(X[0] - 70)} ${whole(X[1] + 26)}L${whole(Y[0] - 52)} ${whole(Y[1] - 6)}M${whole(X[0] - 60)} ${whole(X[1] - 90)}h62M${whole(X[0] - 56)} ${whole(X[1] - 180)}h60`,
      { colour: tinted(pen, m.wood), width: 9, round: true },
    )
    fill(pen, rect(X[0] - 58, X[1] - 184, 54, 92), tinted(pen, m.accent2))
  }
  {
    const R1 = poly([project(pen, -0.9, 4.2, 0), project(pen, -0.9, 5.1, 0), project(pen, 0.5, 5.1, 0), project(pen, 0.5, 4.2, 0)])
    soft(pen, R1, tinted(pen, m.rug), 14)
    line(pen, [0.25, 0.5, 0.75].map((t) => trace([project(pen, -0.9 + 1.4 * t, 4.2, 0), project(pen, -0.9 + 1.4 * t, 5.1, 0)])).join(''), {
      colour: pen.light.li,
      width: 5,
      opacity: 0.4,
    })
  }
}
