import { box } from './block.ts'
import { litBy, project } from './camera.ts'
import { frame, pendant } from './furniture.ts'
import { tinted, toned } from './light.ts'
import type { Materials } from './materials.ts'
import { disc, poly, rect, trace, whole } from './path.ts'
import { dot, fill, line, shade, type Pen } from './pen.ts'
import { blooms } from './plants.ts'
import { plant } from './pot-plant.ts'
import { beam, room } from './room.ts'
import { pane } from './room-window.ts'

/** A kitchen to sit in: one run of cupboards, and a long table in the light. */
export function tableKitchen(pen: Pen, m: Materials) {
  room(pen, m, { wains: m.cab })
  pane(pen, m, { x: 0.15, z: 1.1, w: 2.5, h: 1.3 }, { bars: 3, k: 0.42, curtain: m.linen })
  beam(pen, { x: 0.15, z: 1.1, w: 2.5, h: 1.3, bars: 3 })
  range(pen, m)
  platesOnTheWall(pen, m)
  table(pen, m)
  onTheTable(pen, m)
  for (const u of [-0.9, 0.9]) pendant(pen, { x: u, y: 4.8, z: 2.05, scale: 1.1, colour: m.accent })
  plant(pen, { x: 2.95, y: 6.6, z: 0, scale: 1.5, kind: 0 })
}

/** Cupboards with the cooker among them. */
function range(pen: Pen, m: Materials) {
  const paint = tinted(pen, m.cab)
  const top = tinted(pen, m.wood)
  box(pen, [-3.3, -0.4, 6.5, 7.2, 0.08, 0.86], paint, { k: 0.22 })
  const doors = [-3.2, -2.6, -1.05].map((u) => {
    const [left, upper] = project(pen, u, 6.5, 0.78)
    const [right, lower] = project(pen, u + 0.52, 6.5, 0.18)
    return rect(left, upper, right - left, lower - upper)
  })
  line(pen, doors.join(''), { colour: pen.light.sh, width: 4, opacity: 0.32 })
  box(pen, [-1.95, -1.15, 6.46, 7.2, 0.08, 0.9], toned(pen, '#3f464d', 0), { k: 0.2 })
  const [left, upper] = project(pen, -1.83, 6.46, 0.62)
  const [right, lower] = project(pen, -1.27, 6.46, 0.24)
  fill(pen, rect(left, upper, right - left, lower - upper), '#231a18')
  line(pen, trace([project(pen, -1.84, 6.46, 0.72), project(pen, -1.26, 6.46, 0.72)]), { colour: '#d9d3c4', width: 6 })
  box(pen, [-3.3, -1.95, 6.42, 7.2, 0.86, 0.93], top, { top: litBy(pen, top, 0.9) })
  box(pen, [-1.15, -0.4, 6.42, 7.2, 0.86, 0.93], top, { top: litBy(pen, top, 0.9) })
  pot(pen, m)
}

function pot(pen: Pen, m: Materials) {
  const [x, y] = project(pen, -1.55, 6.8, 0.92)
  fill(pen, `M${whole(x - 40)} ${whole(y)}v-46h80v46q-40 10-80 0z`, tinted(pen, m.accent))
  line(pen, `M${whole(x - 44)} ${whole(y - 46)}h88M${whole(x)} ${whole(y - 50)}v-8`, {
    colour: toned(pen, tinted(pen, m.accent), -0.3),
    width: 7,
    round: true,
  })
  const [jarX, jarY] = project(pen, -2.5, 6.8, 0.93)
  for (const [offset, tall, colour] of [
    [-60, 58, m.linen],
    [-14, 44, m.accent2],
    [30, 66, m.cab],
  ] as const)
    fill(pen, `M${whole(jarX + offset)} ${whole(jarY)}v-${tall}q18-12 36 0v${tall}z`, toned(pen, tinted(pen, colour), 0.15))
}

function platesOnTheWall(pen: Pen, m: Materials) {
  const wood = tinted(pen, m.wood)
  for (const z of [1.45, 1.95]) {
    const [left, right] = [project(pen, -3.05, 7.15, z), project(pen, -0.75, 7.15, z)]
    line(pen, trace([left, right]), { colour: wood, width: 11 })
    for (let u = -2.85; u < -0.85; u += 0.36) {
      const [x, y] = project(pen, u, 7.12, z + 0.17)
      const colour = pen.chance.pick([m.linen, m.accent2, m.cab, '#fbf4e6'])
      dot(pen, { x, y, r: 27, colour: toned(pen, tinted(pen, colour), 0.2) })
      line(pen, disc(x, y, 16), { colour: toned(pen, tinted(pen, colour), -0.25), width: 3, opacity: 0.7 })
    }
  }
  const hooks = [-2.8, -2.45, -2.1, -1.75, -1.4, -1.05].map((u) => {
    const [x, y] = project(pen, u, 7.12, 1.4)
    return `M${whole(x)} ${whole(y)}v16m-12 0h24v22q-12 10-24 0z`
  })
  line(pen, hooks.join(''), { colour: tinted(pen, m.accent), width: 5 })
  frame(pen, { x: -0.35, z: 1.5, w: 0.4, h: 0.52, colour: m.accent2 })
}

function table(pen: Pen, m: Materials) {
  const wood = toned(pen, tinted(pen, m.wood), 0.18)
  const back = [-1.45, -0.5, 0.45, 1.4]
  for (const u of back) ladderBack(pen, m, { x: u, y: 5.9 })
  for (const u of [-1.95, 1.85]) box(pen, [u, u + 0.12, 4.2, 4.32, 0, 0.72], toned(pen, wood, -0.3))
  box(pen, [-2.1, 2.1, 4.1, 5.5, 0.72, 0.8], wood, { top: litBy(pen, wood, 0.95) })
  box(pen, [-1.8, 1.8, 3.45, 3.85, 0.4, 0.46], tinted(pen, m.accent), { k: 0.2 })
  for (const u of [-1.6, 1.5]) box(pen, [u, u + 0.1, 3.55, 3.65, 0, 0.4], toned(pen, tinted(pen, m.accent), -0.4))
  shade(pen, poly([project(pen, -2, 4, 0), project(pen, 2, 4, 0), project(pen, 2, 5.4, 0), project(pen, -2, 5.4, 0)]), 'v', 0.3)
}

function ladderBack(pen: Pen, m: Materials, { x, y }: { x: number; y: number }) {
  const paint = toned(pen, tinted(pen, m.accent2), -0.1)
  const [left, right] = [x - 0.2, x + 0.2]
  const posts = [left, right].map((u) => trace([project(pen, u, y, 0.3), project(pen, u, y, 1.08)])).join('')
  const rails = [0.78, 0.92, 1.05].map((z) => trace([project(pen, left, y, z), project(pen, right, y, z)])).join('')
  line(pen, posts + rails, { colour: paint, width: 8, round: true })
}

function onTheTable(pen: Pen, m: Materials) {
  const [x, y] = project(pen, -0.2, 4.8, 0.8)
  fill(pen, `M${whole(x - 15)} ${whole(y + 6)}v-46q-8-16 4-30h24q12 14 4 30v46z`, tinted(pen, m.accent))
  line(pen, `M${whole(x)} ${whole(y - 66)}q-12-50-42-64M${whole(x)} ${whole(y - 66)}q6-54 32-80M${whole(x)} ${whole(y - 66)}v-84`, {
    colour: pen.light.leaf[2],
    width: 5,
  })
  blooms(pen, {
    top: whole(y - 158),
    bottom: whole(y - 116),
    count: 9,
    colour: tinted(pen, m.accent2),
    size: 16,
    width: 90,
    left: whole(x - 48),
  })
  for (const u of [-1.5, -0.95, 0.75, 1.35]) {
    const [plateX, plateY] = project(pen, u, 4.5, 0.8)
    fill(pen, `M${whole(plateX - 44)} ${whole(plateY)}a44 12 0 1 0 88 0a44 12 0 1 0-88 0z`, toned(pen, tinted(pen, m.linen), 0.3))
    fill(pen, `M${whole(plateX - 26)} ${whole(plateY)}a26 7 0 1 0 52 0a26 7 0 1 0-52 0z`, toned(pen, tinted(pen, m.linen), -0.08))
  }
  const [loafX, loafY] = project(pen, 0.35, 4.7, 0.8)
  fill(pen, `M${whole(loafX - 46)} ${whole(loafY)}q-4-34 46-36t46 36z`, toned(pen, tinted(pen, '#c98b4e'), 0))
  line(pen, `M${whole(loafX - 18)} ${whole(loafY - 30)}l8 14M${whole(loafX + 4)} ${whole(loafY - 34)}l8 14`, {
    colour: '#f0d9a8',
    width: 5,
    round: true,
  })
}
