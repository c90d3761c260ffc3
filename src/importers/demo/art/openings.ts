import type { Building, Face } from './building-plan.ts'
import { litBy } from './camera.ts'
import { mix } from './colour.ts'
import { lamplight, tinted, toned } from './light.ts'
import { disc, poly, rect, trace, whole } from './path.ts'
import { dot, fill, glow, line, type Pen } from './pen.ts'

/** How far along a wall, how high, how wide and how tall, in metres. */
export type Opening = readonly [u: number, z: number, w: number, h: number]

export type WindowLook = {
  trim?: string
  shut?: string | undefined
  box?: string | undefined
  lean?: boolean
  dark?: boolean
  mull?: 0 | 1
  mw?: number
}

type Panes = { face: Face; list: readonly Opening[]; look: WindowLook; trim: string }

const along = ({ list }: Panes, shape: (opening: Opening) => string) => list.map(shape).join('')
const piece = ({ pt }: Face, u: number, z: number, [w, h]: readonly [number, number]) =>
  poly([pt(u, z), pt(u, z + h), pt(u + w, z + h), pt(u + w, z)])

/** Windows on a wall: those of one wall become a few paths together. */
export function windows(pen: Pen, face: Face | undefined, list: readonly Opening[], look: WindowLook = {}) {
  if (!face) return
  const panes: Panes = { face, list, look, trim: litBy(pen, tinted(pen, look.trim ?? '#fdf6e6'), face.k) }
  if (look.shut) {
    const wings = along(
      panes,
      ([u, z, w, h]) => piece(face, u - w * 0.52 - 0.06, z, [w * 0.5, h]) + piece(face, u + w * 1.02 + 0.06, z, [w * 0.5, h]),
    )
    fill(pen, wings, litBy(pen, tinted(pen, look.shut), face.k))
  }
  fill(
    pen,
    along(panes, ([u, z, w, h]) => piece(face, u - 0.1, z - 0.08, [w + 0.2, h + 0.18])),
    panes.trim,
  )
  glass(pen, panes)
  bars(pen, panes)
  if (look.box) flowerBoxes(pen, panes, look.box)
  const middle = list[list.length >> 1]
  if (!pen.light.lit || look.lean || look.dark || !middle) return
  const [u, z, w, h] = middle
  glow(pen, disc(...face.pt(u + w / 2, z + h / 2), 150), 'o', 0.45)
}

/** By day the sky in it, in the evening the lamp behind it. */
function glass(pen: Pen, panes: Panes) {
  const { face, look } = panes
  const day = mix(mix(pen.light.sky[1], pen.light.sh, 0.62), face.c, 0.08)
  const evening = look.dark ? mix(lamplight, pen.light.sh, 0.72) : lamplight
  fill(
    pen,
    along(panes, ([u, z, w, h]) => piece(face, u, z, [w, h])),
    pen.light.lit ? evening : day,
  )
  if (look.lean) return
  if (pen.light.lit) {
    fill(
      pen,
      along(panes, ([u, z, w, h]) => piece(face, u, z, [w, h * 0.3])),
      '#e8893c',
      0.4,
    )
    const curtains = along(panes, ([u, z, w, h]) => piece(face, u, z, [w * 0.17, h]) + piece(face, u + w * 0.83, z, [w * 0.17, h]))
    fill(pen, curtains, '#fff1cf', 0.55)
    return
  }
  fill(
    pen,
    along(panes, ([u, z, w, h]) => poly([face.pt(u, z + h), face.pt(u + w * 0.62, z + h), face.pt(u, z + h * 0.3)])),
    pen.light.sky[2],
    0.38,
  )
}

function bars(pen: Pen, panes: Panes) {
  const { face, look, trim } = panes
  const upright = ([u, z, w, h]: Opening) => trace([face.pt(u + w / 2, z), face.pt(u + w / 2, z + h)])
  const across = ([u, z, w, h]: Opening) => trace([face.pt(u, z + h * 0.55), face.pt(u + w, z + h * 0.55)])
  if (look.mull !== 0) {
    const cross = along(panes, (opening) => upright(opening) + (look.mull === 1 ? '' : across(opening)))
    line(pen, cross, { colour: trim, width: look.mw ?? 4 })
  }
  if (look.lean) return
  const sills = along(panes, ([u, z, w]) => trace([face.pt(u - 0.2, z - 0.1), face.pt(u + w + 0.2, z - 0.1)]))
  line(pen, sills, { colour: toned(pen, trim, pen.light.snow ? 0.2 : -0.2), width: 6 })
}

function flowerBoxes(pen: Pen, panes: Panes, colour: string) {
  const { face } = panes
  const dots = (shares: readonly number[], up: number) =>
    along(panes, ([u, z, w]) => shares.map((share) => `${trace([face.pt(u + w * share, z + up)])}h0`).join(''))
  fill(
    pen,
    along(panes, ([u, z, w]) => piece(face, u - 0.08, z - 0.34, [w + 0.16, 0.24])),
    litBy(pen, tinted(pen, '#8a5a3c'), face.k),
  )
  line(pen, dots([0.1, 0.35, 0.6, 0.85], -0.02), { colour: pen.light.snow ? '#7f9c8c' : pen.light.leaf[1], width: 13, round: true })
  if (!pen.light.snow) line(pen, dots([0.22, 0.5, 0.74], 0.08), { colour: tinted(pen, colour), width: 8, round: true })
}

export function door(
  pen: Pen,
  f: Face | undefined,
  { u, w, h, colour: c, z = 0 }: { u: number; w: number; h: number; colour: string; z?: number },
  o: { fan?: boolean; lean?: boolean } = {},
) {
  if (!f) return
  const q = (a: number, b: number, ww: number, hh: number) => poly([f.pt(a, b), f.pt(a, b + hh), f.pt(a + ww, b + hh), f.pt(a + ww, b)])
  fill(pen, q(u - 0.14, z, w + 0.28, h + (o.fan ? 0.6 : 0.16)), litBy(pen, tinted(pen, '#fdf6e6'), f.k))
  if (o.fan) fill(pen, q(u, z + h + 0.08, w, 0.38), pen.light.lit ? lamplight : mix(pen.light.sky[1], pen.light.sh, 0.5))
  const cc = litBy(pen, tinted(pen, c), f.k)
  fill(pen, q(u, z, w, h), cc)
  if (o.lean) return
  fill(pen, q(u + w * 0.16, z + h * 0.55, w * 0.68, h * 0.34), pen.light.lit ? lamplight : toned(pen, cc, -0.5))
  fill(pen, q(u + w * 0.16, z + h * 0.1, w * 0.68, h * 0.34), toned(pen, cc, -0.22))
  const p = f.pt(u + w * 0.88, z + h * 0.48)
  dot(pen, { x: p[0], y: p[1], r: 3, colour: '#f6d98e' })
}

export function chimney(pen: Pen, F: Building, { u, q, height: hh, colour: c }: { u: number; q: number; height: number; colour: string }) {
  if (!F.rp) return
  const [x, y] = F.rp(u, q)
  const w = 30
  fill(pen, rect(x - w / 2, y - hh, w, hh + 6), litBy(pen, c, 0.4))
  fill(pen, rect(x + w * 0.1, y - hh, w * 0.4, hh + 6), pen.light.sh, 0.35)
  fill(pen, rect(x - w / 2 - 4, y - hh - 7, w + 8, 9), pen.light.snow ? '#ffffff' : litBy(pen, c, -0.1))
  if (pen.light.lit || pen.light.snow)
    line(pen, `M${whole(x)} ${whole(y - hh - 12)}q-20-26 2-48t-6-56`, { colour: pen.light.cloud, width: 12, opacity: 0.5, round: true })
}
