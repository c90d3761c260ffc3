import { box } from './block.ts'
import { litBy, project } from './camera.ts'
import { mix } from './colour.ts'
import { pendant } from './furniture.ts'
import { tinted, toned } from './light.ts'
import type { Materials } from './materials.ts'
import { rect, trace, whole } from './path.ts'
import { dot, fill, line, shade, soft, type Pen } from './pen.ts'
import { blooms } from './plants.ts'
import { plant } from './pot-plant.ts'
import { beam, room } from './room.ts'
import { pane } from './room-window.ts'

export function kitchen(pen: Pen, m: Materials) {
  room(pen, m, { floor: m.tile, tiles: true })
  const cb = tinted(pen, m.cab)
  const top = tinted(pen, '#efe3cb')
  const B = 7.2
  const q = ([a, b]: readonly [number, number], z: number, z2: number, y = B) => {
    const s = project(pen, a, y, z2)
    const e = project(pen, b, y, z)
    return rect(s[0], s[1], e[0] - s[0], e[1] - s[1])
  }
  tiles(pen, m, q)
  shelves(pen, m, { B, q })
  counter(pen, m, { cb, q, top })
  island(pen, m)
  fruitBowl(pen, m)
  stools(pen, m)
}

function tiles(pen: Pen, m: Materials, q: (across: readonly [number, number], z: number, z2: number, y?: number) => string) {
  fill(pen, q([-3.3, 3.3], 0.9, 1.5), tinted(pen, '#f7efdd'))
  let d = ''
  for (let i = 0; i < 22; i++)
    d +=
      i % 2
        ? ''
        : q([-3.3 + i * 0.3, -3 + i * 0.3], 0.9, 1.1) +
          q([-3 + i * 0.3, -2.7 + i * 0.3], 1.1, 1.3) +
          q([-3.3 + i * 0.3, -3 + i * 0.3], 1.3, 1.5)
  fill(pen, d, tinted(pen, m.accent2), 0.38)
}

function shelves(
  pen: Pen,
  m: Materials,
  { B, q }: { B: number; q: (across: readonly [number, number], z: number, z2: number, y?: number) => string },
) {
  pane(pen, m, { x: -0.95, z: 1.15, w: 1.9, h: 1.25 }, { bars: 2, k: 0.36 })
  beam(pen, { x: -0.95, z: 1.15, w: 1.9, h: 1.25 })
  const sh = tinted(pen, m.wood)
  for (const [a, b] of [
    [-3.1, -1.35],
    [1.35, 3.1],
  ] as const)
    for (const z of [1.75, 2.2]) {
      fill(pen, q([a, b], z, z + 0.06), sh)
      fill(pen, q([a, b], z - 0.1, z), pen.light.sh, 0.18)
      for (let u = a + 0.18; u < b - 0.1; u += pen.chance.between(0.24, 0.36)) {
        const t = pen.chance.between(0.12, 0.28)
        const c = tinted(pen, pen.chance.pick([m.accent, m.accent2, m.linen, '#fbf4e6', m.cab, '#d98f63']))
        const p = project(pen, u, B, z + 0.06)
        const s = project(pen, u, B, z + 0.06 + t)
        const w = pen.chance.between(20, 34)
        fill(pen, `M${whole(p[0] - w / 2)} ${whole(p[1])}V${whole(s[1] + 8)}q0-8 8-8h${whole(w - 16)}q8 0 8 8V${whole(p[1])}z`, c)
      }
    }
}

function counter(
  pen: Pen,
  m: Materials,
  { cb, q, top }: { cb: string; q: (across: readonly [number, number], z: number, z2: number, y?: number) => string; top: string },
) {
  let d = ''
  box(pen, [-3.3, 3.3, 6.5, 7.2, 0.1, 0.88], cb, { k: 0.18 })
  d = ''
  for (let u = -3.1; u < 3; u += 0.78) d += q([u, u + 0.68], 0.2, 0.8, 6.5)
  line(pen, d, { colour: pen.light.sh, width: 4, opacity: 0.3 })
  line(
    pen,
    Array.from({ length: 8 }, (_, i) => {
      const [x, y] = project(pen, -2.76 + i * 0.78, 6.5, 0.72)
      return `M${whole(x - 12)} ${whole(y)}h24`
    }).join(''),
    { colour: '#e8c67a', width: 6, round: true },
  )
  box(pen, [-3.3, 3.3, 6.42, 7.2, 0.88, 0.95], top, { top: litBy(pen, top, 0.9) })
  {
    const a = project(pen, 0, 6.9, 0.95)
    line(pen, `M${whole(a[0])} ${whole(a[1])}v-52q0-26 24-26t24 22`, { colour: toned(pen, '#8d8a80', 0.1), width: 9, round: true })
    const b = project(pen, 1.5, 6.7, 0.95)
    fill(pen, `M${whole(b[0] - 36)} ${whole(b[1])}q-4-52 36-54t36 54z`, tinted(pen, m.accent))
    line(pen, `M${whole(b[0] - 20)} ${whole(b[1] - 50)}q20-34 40 0M${whole(b[0] + 32)} ${whole(b[1] - 20)}l26-18`, {
      colour: toned(pen, '#3f3a36', 0),
      width: 7,
      round: true,
    })
  }
  plant(pen, { x: -1.6, y: 6.8, z: 0.95, scale: 0.62, kind: 1 })
  box(pen, [-2.9, -2.1, 6.5, 7, 0.95, 1.25], toned(pen, '#46525a', 0.1), { k: 0.2 })
}

function island(pen: Pen, m: Materials) {
  let d = ''
  const is = tinted(pen, m.wood)
  const it = tinted(pen, '#f6ecd8')
  box(pen, [-1.6, 1.7, 4.2, 5.2, 0, 0.84], is, { k: 0.12, front: mix(litBy(pen, is, 0.1), pen.light.sh, 0.1) })
  d = ''
  for (let u = -1.4; u < 1.6; u += 0.22) d += trace([project(pen, u, 4.2, 0.02), project(pen, u, 4.2, 0.84)])
  line(pen, d, { colour: pen.light.sh, width: 2, opacity: 0.25 })
  box(pen, [-1.72, 1.82, 4.05, 5.3, 0.84, 0.92], it, { top: litBy(pen, it, 0.95), front: litBy(pen, it, 0.1) })
}

function fruitBowl(pen: Pen, m: Materials) {
  {
    const [x, y] = project(pen, 0.7, 4.6, 0.92)
    for (const [u, v, c] of [
      [-26, -18, '#e0903c'],
      [8, -22, '#d9603c'],
      [34, -16, '#e8b04a'],
      [-6, -34, '#c9b04a'],
    ] as const)
      dot(pen, { x: x + u, y: y + v, r: 21, colour: tinted(pen, c) })
    fill(pen, `M${whole(x - 70)} ${whole(y - 18)}h146q-12 46-73 46t-73-46z`, tinted(pen, m.linen))
    shade(pen, `M${whole(x - 70)} ${whole(y - 18)}h146q-12 46-73 46t-73-46z`, 'r', 0.4)
    const [a, b] = project(pen, -0.8, 4.6, 0.92)
    fill(pen, `M${whole(a - 16)} ${whole(b + 8)}v-50q-8-18 4-34h26q12 16 4 34v50z`, tinted(pen, m.accent2))
    line(
      pen,
      `M${whole(a)} ${whole(b - 72)}q-14-60-46-72M${whole(a)} ${whole(b - 72)}q6-60 34-90M${whole(a)} ${whole(b - 72)}q-4-50-6-98`,
      { colour: pen.light.leaf[2], width: 5 },
    )
    blooms(pen, {
      top: whole(b - 176),
      bottom: whole(b - 130),
      count: 10,
      colour: pen.light.snow ? '#f4d6c6' : tinted(pen, m.accent),
      size: 17,
      width: 100,
      left: whole(a - 54),
    })
  }
}

function stools(pen: Pen, m: Materials) {
  for (const u of [-1.1, 0.05, 1.2]) {
    const a = project(pen, u - 0.19, 3.75, 0.62)
    const b = project(pen, u + 0.19, 3.75, 0.57)
    const g = project(pen, u, 3.75, 0)
    line(
      pen,
      `M${whole(a[0] + 14)} ${whole(b[1])}L${whole(a[0] - 6)} ${whole(g[1])}M${whole(b[0] - 14)} ${whole(b[1])}L${whole(b[0] + 6)} ${whole(g[1])}M${whole(a[0] + 6)} ${whole((b[1] + g[1]) / 2)}H${whole(b[0] - 6)}`,
      { colour: toned(pen, tinted(pen, '#7a5236'), -0.2), width: 9 },
    )
    soft(pen, rect(a[0], a[1], b[0] - a[0], b[1] - a[1]), tinted(pen, m.accent), 8)
  }
  for (const u of [-0.8, 0.9]) pendant(pen, { x: u, y: 4.7, z: 1.98, scale: 1, colour: m.accent2 })
}
