import { building } from './building.ts'
import { litBy, lookFrom, project } from './camera.ts'
import { mix } from './colour.ts'
import { ground } from './land.ts'
import { lamplight, tinted, toned } from './light.ts'
import type { Materials } from './materials.ts'
import { chimney, door, windows } from './openings.ts'
import { disc, poly, rect, trace } from './path.ts'
import { dot, fill, glow, line, shade, width, type Pen } from './pen.ts'
import { bush } from './plants.ts'
import { drawSky } from './sky.ts'
import { tree } from './trees.ts'

const turned = -0.2
const front = 5.4
const white = '#fdf6e6'

/** The one in the middle of a row. */
export function townhouse(pen: Pen, m: Materials) {
  lookFrom(pen, { eye: 2.2, D: 19, HY: 556, F: 1080 })
  drawSky(pen, 556)
  ground(pen, 580, 3, tinted(pen, '#d9cdb8'))
  neighbour(pen, m, { place: -2, height: 8.6, colour: m.walls[2] })
  neighbour(pen, m, { place: -1, height: 7.9, colour: m.walls[1] })
  ours(pen, m)
  neighbour(pen, m, { place: 1, height: 8.1, colour: m.walls[2] })
  neighbour(pen, m, { place: 2, height: 8.4, colour: m.walls[1] })
  street(pen)
}

const inTheRow = (place: number) => ({
  x: place * front * Math.cos(turned),
  y: 3 + place * front * Math.sin(turned),
  w: front,
  d: 8,
  rh: 2.1,
  th: turned,
})

function ours(pen: Pen, m: Materials) {
  const roof = tinted(pen, m.roof)
  const house = building(pen, { ...inTheRow(0), h: 8.65, wall: tinted(pen, m.wall), roof, over: 0.12, shadow: 0 })
  const upper = [0.7, 2.15, 3.6].flatMap((u) => [[u, 3.6, 1, 1.75] as const, [u, 6.2, 1, 1.35] as const])
  windows(pen, house.front, upper, { mw: 3, ...(m.shut ? { shut: m.accent } : { box: m.accent }) })
  windows(pen, house.front, [[2.6, 0.9, 1.9, 1.6]])
  door(pen, house.front, { u: 0.75, w: 1.05, h: 2.2, colour: m.accent, z: 0.2 }, { fan: true })
  const { pt } = house.front
  line(pen, trace([pt(0, 3.05), pt(front, 3.05)]), { colour: litBy(pen, tinted(pen, white), 0.3), width: 7, opacity: 0.9 })
  house.roof()
  chimney(pen, house, { u: 0.86, q: 0.75, height: 46, colour: tinted(pen, '#a5614a') })
}

function neighbour(pen: Pen, m: Materials, { place, height, colour }: { place: number; height: number; colour: string }) {
  const odd = place % 2 !== 0
  const roof = tinted(pen, odd ? '#6b6f78' : m.roof)
  const house = building(pen, { ...inTheRow(place), h: height, wall: tinted(pen, colour), roof, over: 0.12, shadow: 0, lean: true })
  const upper = (odd ? [0.8, 3.4] : [0.7, 3.5]).flatMap((u) => [[u, 3.6, 1.15, 1.75] as const, [u, 6.2, 1.15, 1.35] as const])
  windows(pen, house.front, upper, { mw: 3, lean: true, dark: odd })
  if (place > -2) windows(pen, house.front, [[2.6, 0.9, 1.9, 1.6]], { dark: true, lean: true })
  const paint = pen.chance.pick(['#3d5a63', '#7a4a3a', '#41584a'])
  door(pen, house.front, { u: 0.75, w: 1.05, h: 2.2, colour: paint, z: 0.2 }, { fan: true, lean: true })
  house.roof()
  if (place === 2) chimney(pen, house, { u: 0.86, q: 0.75, height: 46, colour: tinted(pen, '#a5614a') })
}

function street(pen: Pen) {
  const at = (x: number, y: number) => project(pen, x, y, 0)
  fill(pen, poly([at(-30, -0.1), at(30, -11.5), at(30, -13.5), at(-30, -2)]), tinted(pen, '#e9dfcb'))
  fill(pen, poly([at(-30, -2), at(30, -13.5), [1300, 830], [-60, 830]]), mix(tinted(pen, '#9d978f'), pen.light.sh, 0.15))
  shade(pen, rect(0, 620, width, 180), 'v', 0.45)
  tree(pen, { x: 1010, y: 716, height: 330, colour: pen.light.leaf[1] })
  line(pen, 'M214 712V470q0-26 24-26', { colour: toned(pen, '#30383f', -0.2), width: 7, round: true })
  dot(pen, { x: 240, y: 456, r: 13, colour: lamplight })
  if (pen.light.lit) glow(pen, disc(240, 456, 110), 'o', 0.7)
  bush(pen, { x: 960, y: 730, r: 46, colour: pen.light.leaf[2] })
}
