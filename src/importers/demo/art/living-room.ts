import { box } from './block.ts'
import { project } from './camera.ts'
import { chair, frame, lamp, pendant, rug } from './furniture.ts'
import { tinted, toned } from './light.ts'
import type { Materials } from './materials.ts'
import { poly, rect, whole } from './path.ts'
import { add, fill, line, type Pen } from './pen.ts'
import { blooms } from './plants.ts'
import { plant } from './pot-plant.ts'
import { beam, room } from './room.ts'
import { pane } from './room-window.ts'

export function livingRoom(pen: Pen, m: Materials) {
  room(pen, m)
  const wx = -1.25
  const ww = 3.1
  pane(pen, m, { x: wx, z: 0.78, w: ww, h: 1.62 }, { bars: 3, curtain: m.linen })
  rug(pen, { x0: -1.9, x1: 2, y0: 4.1, y1: 6.3, colour: tinted(pen, m.rug), edge: toned(pen, tinted(pen, m.rug), 0.45) })
  beam(pen, { x: wx, z: 0.78, w: ww, h: 1.62, bars: 3 })
  frame(pen, { x: -2.95, z: 1.35, w: 0.72, h: 0.95, colour: m.accent })
  frame(pen, { x: 2.42, z: 1.5, w: 0.62, h: 0.8, colour: m.accent2 })
  sofa(pen, m)
  lowTable(pen, m)
  lampCorner(pen, m)
}

function sofa(pen: Pen, m: Materials) {
  const s = tinted(pen, m.sofa)
  const o = { r: 14 }
  box(pen, [-2.55, -0.2, 6, 6.6, 0.42, 0.95], s, { ...o, k: 0.12 })
  box(pen, [-2.6, -2.3, 5.3, 6.4, 0.1, 0.68], s, { ...o, k: 0.3 })
  box(pen, [-2.3, -0.4, 5.35, 6.2, 0.1, 0.48], s, { ...o, k: 0.36 })
  box(pen, [-0.42, -0.12, 5.3, 6.4, 0.1, 0.68], s, { ...o, k: 0.3 })
  const cu = (x: number, c: string, r: number) => {
    const [a, b] = project(pen, x, 5.9, 0.82)
    add(
      pen,
      `<g transform="translate(${whole(a)} ${whole(b)}) rotate(${r})"><rect x="-37" y="-37" width="74" height="74" rx="13" fill="${tinted(pen, c)}"/><path d="M-24 24l48-48" stroke="${pen.light.li}" stroke-width="5" opacity=".45"/></g>`,
    )
  }
  cu(-1.95, m.accent, -8)
  cu(-1.5, m.accent2, 7)
  cu(-0.72, m.accent, 6)
}

function lowTable(pen: Pen, m: Materials) {
  const t = tinted(pen, '#a9774a')
  for (const u of [-0.25, 1.05]) box(pen, [u, u + 0.07, 4.5, 4.57, 0, 0.4], toned(pen, t, -0.3))
  box(pen, [-0.32, 1.2, 4.45, 5.1, 0.36, 0.43], t, {})
  {
    const [x, y] = project(pen, 0.75, 4.7, 0.43)
    fill(pen, rect(x - 17, y - 44, 34, 44), tinted(pen, m.linen))
    line(pen, `M${whole(x)} ${whole(y - 44)}q-6-40-30-58M${whole(x)} ${whole(y - 44)}q4-50 26-74M${whole(x)} ${whole(y - 44)}v-70`, {
      colour: pen.light.leaf[2],
      width: 4,
    })
    blooms(pen, {
      top: whole(y - 128),
      bottom: whole(y - 96),
      count: 9,
      colour: tinted(pen, m.accent),
      size: 15,
      width: 70,
      left: whole(x - 36),
    })
    const [q, v] = project(pen, 0.1, 4.7, 0.43)
    fill(
      pen,
      poly([
        [q - 40, v],
        [q + 36, v],
        [q + 34, v - 9],
        [q - 38, v - 9],
      ]),
      tinted(pen, m.accent2),
    )
    fill(
      pen,
      poly([
        [q - 34, v - 9],
        [q + 30, v - 9],
        [q + 28, v - 17],
        [q - 33, v - 17],
      ]),
      tinted(pen, '#fbf4e6'),
    )
  }
}

function lampCorner(pen: Pen, m: Materials) {
  {
    const [x, y] = project(pen, 2.85, 6.7, 0)
    const [, v] = project(pen, 2.85, 6.7, 1.35)
    line(pen, `M${whole(x)} ${whole(y)}V${whole(v)}`, { colour: toned(pen, '#4a4238', -0.1), width: 6 })
    lamp(pen, { x: 2.85, y: 6.7, z: 1.25, scale: 1.25 })
    chair(pen, { x: 2.15, y: 5.6, colour: tinted(pen, m.accent2) })
  }
  plant(pen, { x: -2.95, y: 6.6, z: 0, scale: 1.5 })
  pendant(pen, { x: 0.35, y: 5, z: 2.2, scale: 1.1, colour: m.linen })
}
