import { building } from './building.ts'
import { lookFrom } from './camera.ts'
import { mix } from './colour.ts'
import { farLand, hill } from './land.ts'
import { range } from './mountains.ts'
import { tinted, toned } from './light.ts'
import type { Materials } from './materials.ts'
import { windows } from './openings.ts'
import { fill, type Pen } from './pen.ts'
import { blooms, tufts } from './plants.ts'
import { drawSky } from './sky.ts'
import { fir, firGreen, firRow } from './trees.ts'

export function mountainsView(pen: Pen, m: Materials) {
  const HY = 520
  drawSky(pen, HY)
  range(pen, { y: HY - 130, swing: 300, count: 7, colour: farLand(pen, 0), base: HY + 10 }, { cap: true, hazy: true })
  range(pen, { y: HY - 40, swing: 230, count: 5, colour: farLand(pen, 1), base: HY + 40 }, { cap: pen.light.snow })
  hill(pen, { y: HY + 6, swing: 26, colour: mix(farLand(pen, 1), pen.light.leaf[1], 0.4), base: 700 }, { count: 3 })
  firRow(pen, { y: HY + 50, count: 60, low: 50, high: 105, colour: mix(firGreen(pen), pen.light.haze, 0.2) })
  hill(pen, { y: HY + 70, swing: 18, colour: mix(pen.light.land[2], pen.light.leaf[0], 0.4), base: 820 }, { count: 3, from: 'r' })
  fill(pen, `M700 ${HY + 80}C560 640 860 660 640 820H800C940 690 640 640 716 ${HY + 80}z`, tinted(pen, pen.light.path))
  farmBelow(pen, m)
}

function farmBelow(pen: Pen, m: Materials) {
  lookFrom(pen, { eye: 10, D: 60, HY: 430, F: 1150, cx: 600 })
  const F = building(pen, {
    x: -10,
    y: 8,
    w: 6,
    d: 5,
    h: 2.6,
    rh: 2.6,
    th: 0.4,
    wall: tinted(pen, m.wood),
    roof: tinted(pen, m.roof),
    over: 0.5,
    trim: '#f4e3c0',
  })
  windows(
    pen,
    F.front,
    [
      [1, 0.8, 1, 1.1],
      [4, 0.8, 1, 1.1],
    ],
    { mull: 0 },
  )
  F.roof()
  for (const [x, h] of [
    [70, 380],
    [170, 290],
    [1120, 420],
    [1010, 300],
    [260, 200],
  ] as const)
    fir(pen, { x, y: 800, height: h, colour: toned(pen, firGreen(pen), -0.1) })
  tufts(pen, { y: 790, count: 40, colour: pen.light.snow ? '#c7d6df' : pen.light.land[3], height: 50 })
  blooms(pen, {
    top: 700,
    bottom: 790,
    count: 24,
    colour: pen.light.snow ? '#ffffff' : tinted(pen, m.accent2),
    size: 9,
    width: 600,
    left: 300,
  })
}
