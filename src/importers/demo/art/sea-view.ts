import { litBy } from './camera.ts'
import { mix } from './colour.ts'
import { downTo, farLand, ridge } from './land.ts'
import { tinted, toned } from './light.ts'
import type { Materials } from './materials.ts'
import { poly } from './path.ts'
import { fill, shade, strokes, type Pen } from './pen.ts'
import { blooms, tufts } from './plants.ts'
import { boat, drawSea, drawSky } from './sky.ts'
import { lighthouse, townlet } from './town-roofs.ts'

export function seaView(pen: Pen, m: Materials) {
  const HY = 400
  drawSky(pen, HY)
  drawSea(pen, HY, 800)
  const d = poly([
    [1220, HY - 150],
    [1080, HY - 140],
    [1000, HY - 96],
    [905, HY - 84],
    [850, HY - 40],
    [770, HY - 26],
    [700, HY + 3],
    [1220, HY + 3],
  ])
  fill(pen, d, farLand(pen, 0))
  shade(pen, d, 'v', 0.5)
  lighthouse(pen, 935, HY - 82, 0.6)
  boat(pen, { x: 330, y: HY + 26, scale: 1.15, colour: m.accent })
  boat(pen, { x: 520, y: HY + 9, scale: 0.55 })
  cliff(pen)
  shore(pen, m)
}

const rock = 'M-20 316L120 310 205 338 262 352 300 470 352 520 340 610 430 690 520 820H-20z'
const clefts =
  'M262 352L300 470 352 520 340 610 430 690 520 820H400L330 700 262 610 286 520 240 440zM150 420L196 500 170 600 240 700 250 820H140L120 620z'
const turf = 'M-20 316L120 310 205 338 262 352 240 440 196 420 150 424 118 470 130 600 90 680 120 820H-20z'

function cliff(pen: Pen) {
  const stone = tinted(pen, '#c79f78')
  fill(pen, rock, litBy(pen, stone, 0.2))
  fill(pen, clefts, toned(pen, stone, -0.42))
  fill(pen, turf, mix(pen.light.land[2], pen.light.leaf[0], 0.3))
  shade(pen, turf, 'r', 0.5)
  townlet(pen, { y: 352, count: 4, width: 190, left: 20, scale: 0.85, slope: -10 })
}

function shore(pen: Pen, m: Materials) {
  let d = ''
  const b: [number, number, number][] = []
  for (let i = 0; i < 7; i++) b.push([340 + i * 34 + pen.chance.between(-20, 20), 600 + i * 30, 60])
  strokes(pen, b, { colour: '#ffffff', width: 6, opacity: 0.75 })
  d = downTo(ridge(pen, { y: 752, swing: 16, count: 4 }), 820)
  fill(pen, d, pen.light.land[3])
  tufts(pen, { y: 760, count: 70, colour: pen.light.land[3], height: 90 })
  blooms(pen, { top: 690, bottom: 770, count: 26, colour: pen.light.snow ? '#ffffff' : tinted(pen, m.accent2), size: 12 })
}
