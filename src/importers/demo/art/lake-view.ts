import { litBy, lookFrom, project } from './camera.ts'
import { mix } from './colour.ts'
import { farLand } from './land.ts'
import { range } from './mountains.ts'
import { tinted, toned } from './light.ts'
import type { Materials } from './materials.ts'
import { poly, trace } from './path.ts'
import { add, fill, line, shade, strokes, type Pen, width } from './pen.ts'
import { tufts } from './plants.ts'
import { drawSea, drawSky } from './sky.ts'
import { firGreen, firRow, tree } from './trees.ts'

export function lakeView(pen: Pen, m: Materials) {
  const HY = 400
  drawSky(pen, HY)
  range(pen, { y: HY - 90, swing: 270, count: 6, colour: farLand(pen, 0), base: HY + 2 }, { cap: true, hazy: true })
  range(pen, { y: HY - 20, swing: 120, count: 8, colour: farLand(pen, 1), base: HY + 4 })
  firRow(pen, { y: HY + 3, count: 80, low: 18, high: 52, colour: mix(firGreen(pen), pen.light.haze, 0.2) })
  drawSea(pen, HY, 800)
  add(pen, `<g transform="matrix(1 0 0 -.75 0 ${HY * 1.75})" opacity=".3">`)
  range(pen, { y: HY - 30, swing: 150, count: 8, colour: farLand(pen, 1), base: HY })
  add(pen, '</g>')
  strokes(
    pen,
    Array.from({ length: 12 }, () => [pen.chance.between(0, width), HY + pen.chance.between(40, 280), pen.chance.between(60, 220)]),
    { colour: pen.light.water[2], width: 5, opacity: 0.35 },
  )
  jetty(pen, HY)
  rowingBoat(pen, m)
  lakeShore(pen)
}

function jetty(pen: Pen, HY: number) {
  lookFrom(pen, { eye: 2.2, D: 8, HY, F: 1000, cx: 700 })
  const w = tinted(pen, '#b98d5f')
  fill(
    pen,
    poly([project(pen, -1.2, -4, 0.35), project(pen, 0.7, -4, 0.35), project(pen, 0.2, 7, 0.35), project(pen, -0.7, 7, 0.35)]),
    litBy(pen, w, 0.6),
  )
  let d = ''
  for (let y = -4; y < 7; y += 0.5)
    d += trace([project(pen, -1.2 + (y + 4) * 0.045, y, 0.35), project(pen, 0.7 - (y + 4) * 0.045, y, 0.35)])
  line(pen, d, { colour: pen.light.sh, width: 3, opacity: 0.3 })
  for (const y of [7, 3.4, 0.4])
    for (const s of [-1, 1]) {
      const a = project(pen, s * 0.8, y, 0.8)
      const b = project(pen, s * 0.8, y, -0.3)
      line(pen, trace([a, b]), { colour: toned(pen, w, -0.5), width: 70 / (y + 8) + 5, round: true })
    }
}

function rowingBoat(pen: Pen, m: Materials) {
  const bx = 380
  const by = 610
  fill(pen, `M${bx - 120} ${by}q120 26 250-8q-20 58-80 58h-90q-60 0-80-50z`, tinted(pen, m.accent))
  fill(pen, `M${bx - 120} ${by}q120 26 250-8q-120-16-250 8z`, toned(pen, tinted(pen, m.accent), -0.5))
  strokes(
    pen,
    [
      [bx - 110, by + 66, 230],
      [bx - 60, by + 80, 120],
    ],
    { colour: pen.light.sh, width: 6, opacity: 0.3 },
  )
}

function lakeShore(pen: Pen) {
  let d = ''
  tree(pen, { x: 1090, y: 560, height: 400, colour: pen.light.leaf[0] })
  d = 'M1240 540Q1000 560 930 640T1020 820H1240z'
  fill(pen, d, mix(pen.light.land[2], pen.light.leaf[1], 0.4))
  shade(pen, d, 'v', 0.5)
  tufts(pen, { y: 800, count: 16, colour: pen.light.land[3], height: 150, width: 220 })
  tufts(pen, { y: 790, count: 26, colour: pen.light.land[3], height: 80 })
}
