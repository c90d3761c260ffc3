import { mix } from './colour.ts'
import { farLand, hill } from './land.ts'
import { toned } from './light.ts'
import { rect } from './path.ts'
import { fill, glow, shade, type Pen, width } from './pen.ts'
import { drawSky } from './sky.ts'
import { tower, townlet } from './town-roofs.ts'
import { someLeaf, tree } from './trees.ts'

export function townView(pen: Pen) {
  const HY = 330
  drawSky(pen, HY)
  hill(pen, { y: HY - 20, swing: 40, colour: farLand(pen, 0), base: HY + 100 }, { count: 3 })
  hill(pen, { y: HY + 20, swing: 20, colour: farLand(pen, 1), base: HY + 160 }, { count: 3 })
  fill(pen, rect(0, HY + 110, width, 400), toned(pen, mix(pen.light.land[2], pen.light.leaf[1], 0.4), -0.25))
  townlet(pen, { y: HY + 90, count: 22, width: width + 60, left: -40, scale: 1, slope: -24 })
  tower(pen, { x: 700, y: HY + 110, height: 170, width: 46 })
  townlet(pen, { y: HY + 170, count: 17, width: width + 80, left: -50, scale: 1.5, slope: -20 })
  for (const x of [220, 610, 980]) tree(pen, { x, y: HY + 230, height: 130, colour: someLeaf(pen), kind: 'poplar' })
  townlet(pen, { y: HY + 280, count: 11, width: width + 120, left: -60, scale: 2.2, slope: -20 })
  glow(pen, rect(0, HY + 100, width, 260), 'u', 0.25)
  townlet(pen, { y: HY + 430, count: 7, width: width + 160, left: -80, scale: 3.4 })
  shade(pen, rect(0, HY + 200, width, 300), 'v', 0.5)
  tree(pen, { x: 60, y: 830, height: 420, colour: pen.light.leaf[1] })
}
