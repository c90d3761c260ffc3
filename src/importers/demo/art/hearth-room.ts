import { box } from './block.ts'
import { litBy, project } from './camera.ts'
import { mix } from './colour.ts'
import { chair, frame, lamp, pendant, rug } from './furniture.ts'
import { tinted, toned } from './light.ts'
import type { Materials } from './materials.ts'
import { disc, poly, rect, trace, whole } from './path.ts'
import { add, fill, glow, line, shade, type Pen } from './pen.ts'
import { plant } from './pot-plant.ts'
import { beam, room } from './room.ts'
import { pane } from './room-window.ts'

/** A living room around a stove: books on one side, a seat in the window on the other. */
export function hearthRoom(pen: Pen, m: Materials) {
  room(pen, m, { wains: m.wains })
  pane(pen, m, { x: 0.75, z: 0.95, w: 1.9, h: 1.4 }, { bars: 2, k: 0.4 })
  rug(pen, { x0: -1.7, x1: 1.7, y0: 3.6, y1: 5.8, colour: tinted(pen, m.rug), edge: toned(pen, tinted(pen, m.rug), 0.45) })
  beam(pen, { x: 0.75, z: 0.95, w: 1.9, h: 1.4, bars: 2 })
  shelves(pen, m)
  stove(pen, m)
  windowSeat(pen, m)
  armchairs(pen, m)
  pendant(pen, { x: -0.2, y: 4.6, z: 2.3, scale: 1, colour: m.accent2 })
}

/** Books stand in rows; their colours are the home's own. */
function shelves(pen: Pen, m: Materials) {
  const wood = tinted(pen, m.wood)
  box(pen, [-3.2, -1.75, 6.9, 7.2, 0, 2.25], wood, { front: litBy(pen, mix(wood, pen.light.sh, 0.25), 0.1) })
  for (const shelf of [0.12, 0.66, 1.2, 1.74]) {
    for (let x = -3.1; x < -1.95;) {
      const thick = pen.chance.between(0.05, 0.1)
      const tall = pen.chance.between(0.24, 0.4)
      const [left, top] = project(pen, x, 6.88, shelf + tall)
      const [right, foot] = project(pen, x + thick, 6.88, shelf)
      const colour = pen.chance.pick([m.accent, m.accent2, m.sofa, m.cab, '#efe3cb', '#5b4a3f'])
      fill(pen, rect(left, top, right - left, foot - top), tinted(pen, colour))
      x += thick + (pen.chance.next() < 0.12 ? 0.16 : 0.012)
    }
    const [from, to] = [project(pen, -3.2, 6.88, shelf - 0.02), project(pen, -1.75, 6.88, shelf - 0.02)]
    line(pen, trace([from, to]), { colour: toned(pen, wood, 0.2), width: 7 })
  }
}

function stove(pen: Pen, m: Materials) {
  const iron = toned(pen, '#3b4148', -0.05)
  box(pen, [-1.45, 0.35, 6.5, 7.2, 0, 0.08], tinted(pen, m.stone), {})
  const [, ceiling] = project(pen, -0.55, 6.9, 2.75)
  const [x, top] = project(pen, -0.55, 6.9, 1.1)
  fill(pen, rect(x - 17, ceiling, 34, top - ceiling + 6), iron)
  fill(pen, rect(x + 4, ceiling, 13, top - ceiling + 6), pen.light.sh, 0.4)
  box(pen, [-1, -0.1, 6.6, 7, 0.2, 1.1], iron, { r: 10, k: 0.25 })
  const [left, upper] = project(pen, -0.86, 6.6, 0.95)
  const [right, lower] = project(pen, -0.24, 6.6, 0.42)
  fill(pen, rect(left, upper, right - left, lower - upper), '#4a1d12')
  const [middle, foot] = [(left + right) / 2, lower - 4]
  const flame = (offset: number, tall: number) =>
    `M${whole(middle + offset - 18)} ${whole(foot)}q-6-${tall >> 1} 14-${tall}q26 ${tall >> 1} 22 ${tall}z`
  fill(pen, flame(-16, 54) + flame(14, 44), '#e8893c')
  fill(pen, flame(-6, 34), '#ffce73')
  glow(pen, disc(middle, foot - 20, 150), 'o', 0.7)
  logs(pen, m)
}

function logs(pen: Pen, m: Materials) {
  for (const [x, z] of [
    [0.2, 0.16],
    [0.36, 0.16],
    [0.52, 0.16],
    [0.28, 0.3],
    [0.44, 0.3],
    [0.36, 0.44],
  ] as const) {
    const [across, up] = project(pen, x, 6.6, z)
    fill(pen, disc(across, up, 13), toned(pen, tinted(pen, m.wood), 0.35))
    line(pen, disc(across, up, 13), { colour: toned(pen, tinted(pen, m.wood), -0.4), width: 4 })
    line(pen, disc(across, up, 5), { colour: toned(pen, tinted(pen, m.wood), -0.2), width: 2, opacity: 0.6 })
  }
}

function windowSeat(pen: Pen, m: Materials) {
  const wood = tinted(pen, m.wains)
  box(pen, [0.7, 2.75, 6.5, 7.2, 0, 0.5], toned(pen, wood, 0.1), { k: 0.2 })
  box(pen, [0.72, 2.73, 6.5, 7.15, 0.5, 0.62], tinted(pen, m.sofa), { r: 10, k: 0.3 })
  for (const [u, colour, tilt] of [
    [0.98, m.accent2, -9],
    [2.45, m.accent, 8],
    [2.1, m.linen, -4],
  ] as const) {
    const [x, y] = project(pen, u, 6.9, 0.82)
    add(
      pen,
      `<rect x="${whole(x - 36)}" y="${whole(y - 36)}" width="72" height="72" rx="13" fill="${tinted(pen, colour)}" transform="rotate(${tilt} ${whole(x)} ${whole(y)})"/>`,
    )
  }
  plant(pen, { x: 3, y: 6.4, z: 0, scale: 1.5, kind: 1 })
  frame(pen, { x: -1.35, z: 1.5, w: 0.5, h: 0.66, colour: m.accent })
}

function armchairs(pen: Pen, m: Materials) {
  chair(pen, { x: -1.75, y: 5.1, colour: tinted(pen, m.sofa), scale: 1.25 })
  chair(pen, { x: 1.75, y: 4.9, colour: tinted(pen, m.accent2), scale: 1.25 })
  const wood = tinted(pen, m.wood)
  for (const u of [-0.42, 0.36]) box(pen, [u, u + 0.06, 4.1, 4.16, 0, 0.4], toned(pen, wood, -0.3))
  box(pen, [-0.5, 0.5, 4.05, 4.75, 0.38, 0.44], wood)
  const [x, y] = project(pen, 0.1, 4.35, 0.44)
  fill(
    pen,
    poly([
      [x - 44, y],
      [x + 40, y],
      [x + 36, y - 10],
      [x - 40, y - 10],
    ]),
    tinted(pen, m.accent),
  )
  fill(pen, `M${whole(x + 60)} ${whole(y)}h34v-30h-34zM${whole(x + 94)} ${whole(y - 24)}h12v14h-12z`, tinted(pen, '#fbf4e6'))
  lamp(pen, { x: -2.75, y: 6.4, z: 2.28, scale: 0.8 })
  shade(
    pen,
    poly([project(pen, -1.7, 3.6, 0), project(pen, 1.7, 3.6, 0), project(pen, 1.7, 4.2, 0), project(pen, -1.7, 4.2, 0)]),
    'v',
    0.25,
  )
}
