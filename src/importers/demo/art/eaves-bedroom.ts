import { box } from './block.ts'
import { litBy, project } from './camera.ts'
import { mix } from './colour.ts'
import { chair, lamp, rug } from './furniture.ts'
import { tinted, toned } from './light.ts'
import type { Materials } from './materials.ts'
import { poly, trace, whole, type Point } from './path.ts'
import { add, fill, glow, line, shade, soft, type Pen } from './pen.ts'
import { plant } from './pot-plant.ts'
import { beam, room } from './room.ts'
import { pane } from './room-window.ts'

/** A bedroom under the roof: the bed stands in the middle, below the gable's window. */
export function eavesBedroom(pen: Pen, m: Materials) {
  room(pen, m)
  slopes(pen, m)
  pane(pen, m, { x: -0.95, z: 1.15, w: 1.9, h: 1.15 }, { bars: 2, k: 0.38 })
  rug(pen, { x0: -2.2, x1: 2.2, y0: 3.1, y1: 5.2, colour: tinted(pen, m.rug), edge: toned(pen, tinted(pen, m.rug), 0.4) })
  beam(pen, { x: -0.95, z: 1.15, w: 1.9, h: 1.15 })
  bed(pen, m)
  for (const u of [-1.75, 1.27]) {
    box(pen, [u, u + 0.48, 6.3, 6.8, 0, 0.52], tinted(pen, m.wood), { k: 0.2 })
    lamp(pen, { x: u + 0.24, y: 6.5, z: 0.52, scale: 0.9 })
  }
  chest(pen, m)
  chair(pen, { x: 2.3, y: 5.1, colour: tinted(pen, m.accent2), scale: 1.05 })
  plant(pen, { x: -2.75, y: 4.9, z: 0, scale: 1.15, kind: 0 })
}

/** The roof comes down on both sides, boarded and with a purlin each. */
function slopes(pen: Pen, m: Materials) {
  const far = 7.2
  const near = 2.2
  for (const side of [-1, 1]) {
    const at = (across: number, away: number, up: number) => project(pen, side * across, away, up)
    const slope: Point[] = [at(3.3, far, 1.05), at(1.15, far, 2.75), at(1.15, near, 2.75), at(3.3, near, 1.05)]
    const wood = mix(tinted(pen, m.wood), tinted(pen, m.linen), 0.62)
    fill(pen, poly(slope), toned(pen, wood, side < 0 ? -0.22 : 0.12))
    fill(pen, poly([at(3.3, far, 1.05), at(1.15, far, 2.75), at(3.3, far, 2.75)]), toned(pen, wood, side < 0 ? -0.22 : 0.12))
    let joints = ''
    for (let step = 1; step < 8; step++) {
      const [across, up] = [3.3 - (2.15 * step) / 8, 1.05 + (1.7 * step) / 8]
      joints += trace([at(across, far, up), at(across, near, up)])
    }
    line(pen, joints, { colour: pen.light.sh, width: 2, opacity: 0.22 })
    line(pen, trace([at(2.2, far, 1.92), at(2.2, near, 1.92)]), { colour: toned(pen, tinted(pen, m.wood), -0.15), width: 17 })
    if (side < 0) shade(pen, poly(slope), 'l', 0.4)
    else glow(pen, poly(slope), 'l', 0.25)
  }
}

function bed(pen: Pen, m: Materials) {
  const linen = tinted(pen, m.linen)
  const wood = tinted(pen, m.wood)
  const [left, right] = [-1.1, 1.1]
  const rounded = (from: Point, to: Point, [corner, colour]: readonly [number, string]) =>
    add(
      pen,
      `<rect x="${whole(from[0])}" y="${whole(from[1])}" width="${whole(to[0] - from[0])}" height="${whole(to[1] - from[1])}" rx="${corner}" fill="${colour}"/>`,
    )
  rounded(project(pen, left - 0.08, 7.1, 1.12), project(pen, right + 0.08, 7.1, 0.1), [14, litBy(pen, wood, 0.2)])
  box(pen, [left, right, 3.9, 7, 0.12, 0.34], wood, { k: 0.05 })
  box(pen, [left, right, 3.9, 7, 0.34, 0.6], mix(linen, '#ffffff', 0.3), { r: 20, k: 0.25 })
  for (const [u, v] of [
    [left + 0.1, -0.06],
    [0.06, right - 0.1],
  ] as const)
    rounded(project(pen, u, 6.4, 1), project(pen, v, 6.4, 0.62), [24, mix(linen, '#ffffff', 0.6)])
  rounded(project(pen, -0.42, 6.1, 0.92), project(pen, 0.42, 6.1, 0.66), [16, tinted(pen, m.accent2)])
  const at = (x: number, y: number, z: number) => project(pen, x, y, z)
  const cover = tinted(pen, m.accent)
  const edge = [at(left - 0.06, 3.82, 0.28), at(left - 0.06, 3.82, 0.64), at(left - 0.03, 5.4, 0.66)]
  soft(
    pen,
    poly([...edge, at(right + 0.03, 5.4, 0.66), at(right + 0.06, 3.82, 0.64), at(right + 0.06, 3.82, 0.28)]),
    litBy(pen, cover, 0.4),
    18,
  )
  const top = poly([at(left - 0.06, 3.82, 0.64), at(left - 0.03, 5.4, 0.66), at(right + 0.03, 5.4, 0.66), at(right + 0.06, 3.82, 0.64)])
  fill(pen, top, litBy(pen, cover, 0.9))
  patches(pen, m, { left, right })
  shade(pen, top, 'v', 0.25)
}

/** A patchwork blanket over the foot of the bed. */
function patches(pen: Pen, m: Materials, { left, right }: { left: number; right: number }) {
  const count = 8
  for (let row = 0; row < 2; row++) {
    for (let index = 0; index < count; index++) {
      const [from, to] = [index, index + 1].map((each) => left - 0.06 + ((right - left + 0.12) * each) / count)
      const [near, far] = [3.84 + row * 0.32, 4.16 + row * 0.32]
      if (from === undefined || to === undefined) continue
      const colour = pen.chance.pick([m.accent2, m.sofa, m.cab, m.linen, m.rug])
      fill(
        pen,
        poly([project(pen, from, near, 0.66), project(pen, from, far, 0.66), project(pen, to, far, 0.66), project(pen, to, near, 0.66)]),
        tinted(pen, colour),
      )
    }
  }
}

function chest(pen: Pen, m: Materials) {
  const wood = tinted(pen, m.wains)
  box(pen, [-2.9, -2.1, 5.9, 6.9, 0, 0.72], wood, { k: 0.2 })
  const knobs = [0.2, 0.5].flatMap((z) => [-2.66, -2.34].map((x) => `${trace([project(pen, x, 5.9, z)])}h0`))
  line(pen, knobs.join(''), { colour: '#e8c67a', width: 11, round: true })
  line(pen, trace([project(pen, -2.88, 5.9, 0.36), project(pen, -2.12, 5.9, 0.36)]), { colour: pen.light.sh, width: 4, opacity: 0.3 })
  plant(pen, { x: -2.6, y: 6.4, z: 0.72, scale: 0.6, kind: 1 })
}
