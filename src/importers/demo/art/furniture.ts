import { project } from './camera.ts'
import { lamplight, tinted, toned } from './light.ts'
import { disc, poly, rect, trace, whole } from './path.ts'
import { add, dot, fill, glow, line, type Pen } from './pen.ts'

export function rug(
  pen: Pen,
  { x0, x1, y0, y1, colour: c, edge: c2 }: { x0: number; x1: number; y0: number; y1: number; colour: string; edge: string },
) {
  fill(pen, poly([project(pen, x0, y0, 0), project(pen, x0, y1, 0), project(pen, x1, y1, 0), project(pen, x1, y0, 0)]), c)
  const i = 0.12
  line(
    pen,
    poly([
      project(pen, x0 + i, y0 + i, 0),
      project(pen, x0 + i, y1 - i, 0),
      project(pen, x1 - i, y1 - i, 0),
      project(pen, x1 - i, y0 + i, 0),
    ]),
    { colour: c2, width: 6 },
  )
  let d = ''
  for (let k = 1; k < 5; k++)
    d += trace([project(pen, x0 + ((x1 - x0) * k) / 5, y0 + i, 0), project(pen, x0 + ((x1 - x0) * k) / 5, y1 - i, 0)])
  line(pen, d, { colour: c2, width: 3, opacity: 0.5 })
}

export function frame(pen: Pen, { x, z, w, h, colour: c }: { x: number; z: number; w: number; h: number; colour: string }) {
  const a = project(pen, x, 7.2, z + h)
  const b = project(pen, x + w, 7.2, z)
  fill(pen, rect(a[0] + 5, a[1] + 7, b[0] - a[0], b[1] - a[1]), pen.light.sh, 0.22)
  fill(pen, rect(a[0], a[1], b[0] - a[0], b[1] - a[1]), tinted(pen, '#fbf4e6'))
  const m = 11
  const X = a[0] + m
  const Y = a[1] + m
  const ww = b[0] - a[0] - 2 * m
  const hh = b[1] - a[1] - 2 * m
  fill(pen, rect(X, Y, ww, hh), tinted(pen, c))
  fill(
    pen,
    `M${whole(X)} ${whole(Y + hh)}v${whole(-hh * 0.35)}q${whole(ww * 0.3)} ${whole(-hh * 0.3)} ${whole(ww * 0.55)} 0t${whole(ww * 0.45)} ${whole(-hh * 0.1)}v${whole(hh * 0.45)}z`,
    toned(pen, tinted(pen, c), -0.45),
  )
  dot(pen, { x: X + ww * 0.66, y: Y + hh * 0.32, r: Math.min(ww, hh) * 0.15, colour: lamplight })
}

export function chair(pen: Pen, { x, y, colour: c, scale: s = 1 }: { x: number; y: number; colour: string; scale?: number }) {
  const [px, py] = project(pen, x, y, 0)
  const k = (s * pen.camera.F) / y / 150
  const r = ([X, Y, w, h]: readonly [number, number, number, number], radius: number, f: string) =>
    add(
      pen,
      `<rect x="${whole(px + X * k)}" y="${whole(py + Y * k)}" width="${whole(w * k)}" height="${whole(h * k)}" rx="${whole(radius * k)}" fill="${f}"/>`,
    )
  fill(
    pen,
    `M${whole(px - 70 * k)} ${whole(py)}h${whole(140 * k)}l${whole(30 * k)} ${whole(16 * k)}h${whole(-190 * k)}z`,
    pen.light.sh,
    0.22,
  )
  line(
    pen,
    `M${whole(px - 48 * k)} ${whole(py - 30 * k)}l${whole(-9 * k)} ${whole(34 * k)}M${whole(px + 48 * k)} ${whole(py - 30 * k)}l${whole(9 * k)} ${whole(34 * k)}`,
    { colour: toned(pen, tinted(pen, '#6a4731'), -0.2), width: whole(9 * k), round: true },
  )
  r([-62, -152, 124, 128], 46, toned(pen, c, -0.16))
  r([-50, -142, 100, 80], 36, toned(pen, c, 0.1))
  r([-76, -92, 40, 70], 20, c)
  r([36, -92, 40, 70], 20, toned(pen, c, -0.12))
  r([-48, -66, 96, 44], 16, toned(pen, c, 0.24))
}

export function lamp(pen: Pen, { x, y, z, scale: s = 1 }: { x: number; y: number; z: number; scale?: number }) {
  const [px, py] = project(pen, x, y, z)
  const k = (s * pen.camera.F) / (y + pen.camera.D) / 150
  line(pen, `M${whole(px)} ${whole(py)}v${whole(-34 * k)}`, { colour: toned(pen, tinted(pen, '#8a6a48'), -0.2), width: 7 * k })
  fill(
    pen,
    poly([
      [px - 22 * k, py - 82 * k],
      [px + 22 * k, py - 82 * k],
      [px + 36 * k, py - 32 * k],
      [px - 36 * k, py - 32 * k],
    ]),
    pen.light.lit ? lamplight : tinted(pen, '#fbeecb'),
  )
  glow(pen, disc(px, py - 55 * k, 170 * k), 'o', pen.light.lit ? 0.6 : 0.2)
}

export function pendant(pen: Pen, { x, y, z, scale: s, colour: c }: { x: number; y: number; z: number; scale: number; colour: string }) {
  const [px, py] = project(pen, x, y, z)
  const k = (s * pen.camera.F) / (y + pen.camera.D) / 150
  const t = project(pen, x, y, 2.75)
  line(pen, `M${whole(px)} ${whole(t[1])}V${whole(py)}`, { colour: toned(pen, '#4a4238', 0), width: 3 })
  fill(
    pen,
    `M${whole(px - 46 * k)} ${whole(py + 34 * k)}q4-${whole(44 * k)} ${whole(46 * k)}-${whole(44 * k)}t${whole(46 * k)} ${whole(44 * k)}z`,
    tinted(pen, c),
  )
  fill(pen, rect(px - 46 * k, py + 33 * k, 92 * k, 6 * k), lamplight)
  if (pen.light.lit) glow(pen, disc(px, py + 50 * k, 130 * k), 'o', 0.7)
}
