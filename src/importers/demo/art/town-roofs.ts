import { lamplight, tinted, toned } from './light.ts'
import { disc, poly, rect, whole } from './path.ts'
import { fill, glow, line, type Pen } from './pen.ts'

type Townlet = { y: number; count: number; width: number; left: number; scale?: number; slope?: number }
/** What the houses of a huddle have in common is drawn as one path. */
type Huddle = { walls: Map<number, string>; roofs: Map<number, string>; shaded: string; windows: string }

const wallColours = ['#f3e6cf', '#e9cda9', '#dfb79a', '#cfd3c4', '#f0d9c0']
const roofColours = ['#b0573c', '#8f4a3c', '#a8684a', '#5d6a73']

/** A huddle of gables, `count` of them along `width`. */
export function townlet(pen: Pen, { y, count, width, left, scale = 1, slope = 0 }: Townlet) {
  const huddle: Huddle = { walls: new Map(), roofs: new Map(), shaded: '', windows: '' }
  for (let index = 0; index < count; index++) {
    const x = left + (width * (index + pen.chance.between(-0.1, 0.3))) / count
    oneHouse(pen, huddle, { x, y: y + slope * Math.sin((index / count) * Math.PI), scale })
  }
  const shadow = (by: number) => toned(pen, tinted(pen, '#e9cda9'), by)
  for (const [index, path] of huddle.walls) fill(pen, path, tinted(pen, wallColours[index] ?? '#f3e6cf'))
  fill(pen, huddle.shaded, shadow(-0.42))
  for (const [index, path] of huddle.roofs) fill(pen, path, tinted(pen, roofColours[index] ?? '#b0573c'))
  line(pen, huddle.windows, { colour: pen.light.lit ? lamplight : shadow(-0.6), width: 6 * scale, opacity: 0.95 })
}

function oneHouse(pen: Pen, huddle: Huddle, { x, y, scale }: { x: number; y: number; scale: number }) {
  const across = pen.chance.between(30, 46) * scale
  const tall = pen.chance.between(30, 64) * scale
  const foot = y + pen.chance.between(-5, 8) * scale + 20
  const eaves = foot - 20 - tall
  const ridge = eaves - pen.chance.between(16, 26) * scale
  const [wall, roof] = [pen.chance.whole(0, 4), pen.chance.whole(0, 3)]
  const gabled = pen.chance.next() < 0.55
  const add = (paths: Map<number, string>, key: number, path: string) => paths.set(key, (paths.get(key) ?? '') + path)
  if (gabled) {
    const end = x + across
    const deep = across * 0.8
    const middle = x + across / 2
    add(
      huddle.walls,
      wall,
      `M${whole(x)} ${whole(foot)}V${whole(eaves)}L${whole(middle)} ${whole(ridge)}L${whole(end)} ${whole(eaves)}V${whole(foot)}z`,
    )
    add(
      huddle.roofs,
      roof,
      poly([
        [middle, ridge - 2],
        [middle + deep, ridge - 2],
        [end + deep, eaves + 1],
        [end + 2, eaves + 1],
      ]),
    )
    huddle.shaded += rect(end, eaves, deep, foot - eaves)
  } else {
    const end = x + across * 1.5
    add(huddle.walls, wall, rect(x, eaves, across * 1.5, tall + 20))
    add(
      huddle.roofs,
      roof,
      poly([
        [x - 3, eaves + 2],
        [x + 6 * scale, ridge],
        [end - 6 * scale, ridge],
        [end + 3, eaves + 2],
      ]),
    )
  }
  for (const at of [0.3, 0.68]) huddle.windows += `M${whole(x + across * at)} ${whole(eaves + 12 * scale)}v${whole(9 * scale)}`
}

export function tower(pen: Pen, { x, y, height: h, width: w }: { x: number; y: number; height: number; width: number }) {
  const c = tinted(pen, '#e8d3b0')
  const r = toned(pen, tinted(pen, '#4f6670'), -0.1)
  fill(pen, rect(x, y - h, w, h + 30), c)
  fill(pen, rect(x + w * 0.62, y - h, w * 0.38, h + 30), toned(pen, c, -0.4))
  fill(
    pen,
    poly([
      [x - 4, y - h],
      [x + w / 2, y - h - w * 1.7],
      [x + w + 4, y - h],
    ]),
    r,
  )
  fill(
    pen,
    poly([
      [x + w / 2, y - h - w * 1.7],
      [x + w + 4, y - h],
      [x + w * 0.6, y - h],
    ]),
    toned(pen, r, -0.4),
  )
  fill(
    pen,
    `M${whole(x + w * 0.28)} ${whole(y - h + w * 0.95)}v${whole(-w * 0.4)}a${whole(w * 0.16)} ${whole(w * 0.16)} 0 0 1 ${whole(w * 0.32)} 0v${whole(w * 0.4)}z`,
    pen.light.lit ? lamplight : toned(pen, c, -0.65),
  )
}

export function lighthouse(pen: Pen, x: number, y: number, s: number) {
  const c = tinted(pen, '#fbf3e4')
  fill(
    pen,
    poly([
      [x - 17 * s, y],
      [x - 11 * s, y - 120 * s],
      [x + 11 * s, y - 120 * s],
      [x + 17 * s, y],
    ]),
    c,
  )
  fill(
    pen,
    poly([
      [x - 15 * s, y - 42 * s],
      [x - 13 * s, y - 78 * s],
      [x + 13 * s, y - 78 * s],
      [x + 15 * s, y - 42 * s],
    ]),
    tinted(pen, '#c0523c'),
  )
  fill(
    pen,
    poly([
      [x + 3 * s, y],
      [x + 3 * s, y - 120 * s],
      [x + 11 * s, y - 120 * s],
      [x + 17 * s, y],
    ]),
    pen.light.sh,
    0.28,
  )
  fill(pen, rect(x - 9 * s, y - 140 * s, 18 * s, 20 * s), pen.light.lit ? lamplight : '#d6e6e2')
  fill(
    pen,
    poly([
      [x - 14 * s, y - 139 * s],
      [x, y - 158 * s],
      [x + 14 * s, y - 139 * s],
    ]),
    tinted(pen, '#c0523c'),
  )
  line(pen, `M${whole(x - 15 * s)} ${whole(y - 120 * s)}h${whole(30 * s)}`, { colour: toned(pen, c, -0.6), width: 4 * s })
  if (pen.light.lit) {
    glow(pen, disc(x, y - 130 * s, 90 * s), 'o', 0.6)
  }
}
