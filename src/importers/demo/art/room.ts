import { lookFrom, project } from './camera.ts'
import { mix } from './colour.ts'
import { tinted, toned } from './light.ts'
import type { Materials } from './materials.ts'
import { disc, poly, rect, trace, type Point } from './path.ts'
import { fill, glow, height, line, shade, type Pen, width } from './pen.ts'

export type RoomLook = { cx?: number; floor?: string; tiles?: boolean; wains?: string }

export function room(pen: Pen, m: Materials, o: RoomLook = {}) {
  if (pen.light.lit && pen.light.time !== 'evening')
    pen.light = {
      ...pen.light,
      amb: '#e79a55',
      at: pen.light.snow ? 0.16 : 0.2,
      li: '#ffd9a0',
      sh: mix(pen.light.sh, '#4a1f3a', 0.45),
      inLit: true,
    }
  lookFrom(pen, { eye: 1.35, D: 0, F: 1180, HY: 352, cx: o.cx || 600 })
  const B = 7.2
  const X = 3.3
  const Z = 2.75
  const wall = mix(tinted(pen, m.inner), pen.light.sh, pen.light.inLit ? 0.2 : 0.02)
  const fl = tinted(pen, o.floor || m.floor)
  const c = (x: number, z: number, y = B) => project(pen, x, y, z)
  const N = 2.2
  fill(pen, rect(0, 0, width, height), toned(pen, wall, 0.35))
  fill(pen, poly([c(-X, 0), c(X, 0), project(pen, X, N, 0), project(pen, -X, N, 0)]), fl)
  let d = ''
  if (o.tiles) {
    for (let i = -6; i <= 6; i++) d += trace([project(pen, i * 0.6, B, 0), project(pen, i * 0.6, 2.5, 0)])
    for (let y = 3; y < B; y += 0.6) d += trace([project(pen, -X, y, 0), project(pen, X, y, 0)])
    line(pen, d, { colour: toned(pen, fl, -0.35), width: 3, opacity: 0.5 })
  } else {
    for (let i = -9; i <= 9; i++) d += trace([project(pen, i * 0.37, B, 0), project(pen, i * 0.37, 2.4, 0)])
    line(pen, d, { colour: toned(pen, fl, -0.5), width: 2, opacity: 0.35 })
  }
  const lw = poly([c(-X, 0), c(-X, Z), project(pen, -X, N, Z), project(pen, -X, N, 0)])
  const rw = poly([c(X, 0), c(X, Z), project(pen, X, N, Z), project(pen, X, N, 0)])
  const bw = poly([c(-X, 0), c(-X, Z), c(X, Z), c(X, 0)])
  fill(pen, lw, toned(pen, wall, -0.26))
  fill(pen, rw, toned(pen, wall, 0.1))
  fill(pen, bw, toned(pen, wall, -0.08))
  fill(
    pen,
    poly([c(-X, Z), c(X, Z), project(pen, X, N, Z), project(pen, -X, N, Z)]),
    mix(toned(pen, wall, 0.4), '#ffffff', pen.light.inLit ? 0 : 0.3),
  )
  {
    let b = ''
    for (const u of [-2.2, 0, 2.2])
      b += poly([project(pen, u - 0.09, B, Z), project(pen, u + 0.09, B, Z), project(pen, u + 0.09, N, Z), project(pen, u - 0.09, N, Z)])
    fill(pen, b, tinted(pen, m.wood), o.tiles && o.wains ? 0.001 : 0.75)
  }
  wainscot(pen, { N, X, c, lw, o, rw })
}

function wainscot(
  pen: Pen,
  { N, X, c, lw, o, rw }: { N: number; X: number; c: (x: number, z: number, y?: number) => Point; lw: string; o: RoomLook; rw: string },
) {
  if (o.wains) {
    fill(pen, poly([c(-X, 0), c(-X, 1), c(X, 1), c(X, 0)]), tinted(pen, o.wains))
    fill(pen, poly([c(-X, 0), c(-X, 1), project(pen, -X, N, 1), project(pen, -X, N, 0)]), toned(pen, tinted(pen, o.wains), -0.3))
    fill(pen, poly([c(X, 0), c(X, 1), project(pen, X, N, 1), project(pen, X, N, 0)]), toned(pen, tinted(pen, o.wains), 0.12))
  }
  if (pen.light.inLit) glow(pen, disc(600, 300, 760), 'o', 0.35)
  line(pen, trace([project(pen, -X, N, 0.07), c(-X, 0.07), c(X, 0.07), project(pen, X, N, 0.07)]), {
    colour: tinted(pen, '#fbf4e6'),
    width: 9,
    opacity: 0.8,
  })
  shade(pen, lw, 'l', 0.35)
  glow(pen, rw, 'l', 0.3)
  shade(pen, poly([c(-X, 0), c(X, 0), project(pen, X, N, 0), project(pen, -X, N, 0)]), 'v', 0.3)
}

export function beam(pen: Pen, { x, z, w, h, bars = 2 }: { x: number; z: number; w: number; h: number; bars?: number }) {
  if (pen.light.inLit && !pen.light.snow) return
  const f = (u: number, v: number) => {
    const t = v / 0.95
    return project(pen, u + 0.55 * t, Math.max(2.3, 7.1 - t * 1.3), 0.01)
  }
  let d = ''
  for (let i = 0; i < bars; i++) {
    const u = x + (w * (i + 0.05)) / bars
    const v = x + (w * (i + 0.95)) / bars
    d += poly([f(u, z), f(v, z), f(v, z + h), f(u, z + h)])
  }
  fill(pen, d, pen.light.li, 0.5)
}
