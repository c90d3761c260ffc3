import { mix } from './colour.ts'
import { farLand, hill } from './land.ts'
import { tinted, toned } from './light.ts'
import type { Materials } from './materials.ts'
import { disc, poly, rect } from './path.ts'
import { add, fill, glow, type Pen } from './pen.ts'
import { blooms, tufts } from './plants.ts'
import { drawSky } from './sky.ts'
import { fir, firGreen, firRow } from './trees.ts'

export function forestView(pen: Pen, m: Materials) {
  const HY = 470
  drawSky(pen, HY)
  if (!pen.light.sun) glow(pen, disc(620, 380, 330), 'o', 0.5)
  firRow(pen, { y: HY + 10, count: 30, low: 200, high: 330, colour: mix(firGreen(pen), pen.light.haze, 0.8) })
  firRow(pen, { y: HY + 30, count: 24, low: 280, high: 430, colour: mix(firGreen(pen), pen.light.haze, 0.6) })
  hill(pen, { y: HY + 10, swing: 10, colour: mix(farLand(pen, 1), pen.light.haze, 0.3), base: 820 }, { count: 3 })
  for (const [x, h, t] of [
    [340, 440, 0.36],
    [840, 470, 0.34],
    [470, 330, 0.44],
    [740, 340, 0.42],
  ] as const)
    fir(pen, { x, y: HY + 60, height: h, colour: mix(firGreen(pen), pen.light.haze, t) })
  fill(pen, `M610 ${HY + 20}C500 590 760 610 480 820H800C900 640 590 570 634 ${HY + 20}z`, tinted(pen, pen.light.path))
  hill(pen, { y: HY + 130, swing: 16, colour: mix(pen.light.land[2], pen.light.leaf[1], 0.3), base: 480 })
  add(pen, `<g opacity=".28">`)
  for (const x of [420, 560, 700, 850])
    fill(
      pen,
      poly([
        [x - 60, 0],
        [x + 20, 0],
        [x - 170, 800],
        [x - 330, 800],
      ]),
      pen.light.li,
      0.5,
    )
  add(pen, '</g>')
  for (const [x, h] of [
    [150, 700],
    [1040, 740],
    [260, 520],
    [950, 500],
  ] as const)
    fir(pen, { x, y: 720, height: h, colour: mix(firGreen(pen), pen.light.haze, 0.08) })
  const tr = toned(pen, tinted(pen, '#5b4334'), -0.45)
  for (const [x, w] of [
    [40, 66],
    [1150, 80],
  ] as const) {
    fill(pen, rect(x - w / 2, -10, w, 830), tr)
    glow(pen, rect(x - w / 2, 0, w * 0.4, 800), 'l', 0.4)
  }
  tufts(pen, { y: 770, count: 80, colour: pen.light.land[3], height: 90 })
  blooms(pen, { top: 640, bottom: 770, count: 30, colour: pen.light.snow ? '#ffffff' : tinted(pen, m.accent2), size: 8 })
}
