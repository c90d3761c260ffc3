import { mix } from './colour.ts'
import { farLand, hill } from './land.ts'
import { range } from './mountains.ts'
import type { Place } from './materials.ts'
import { fill, shade, type Pen, width } from './pen.ts'
import { boat, drawSea, drawSky } from './sky.ts'
import { lighthouse, tower, townlet } from './town-roofs.ts'
import { firGreen, firRow } from './trees.ts'

/** What lies behind a house, from the sky down to `base`. `HY` is the horizon. */
export function backdrop(pen: Pen, place: Place, HY: number, base: number) {
  drawSky(pen, HY)
  scenes[place](pen, HY, base)
}

const scenes: Readonly<Record<Place, (pen: Pen, HY: number, base: number) => void>> = {
  sea: coast,
  mountains: (pen, HY, base) => {
    range(pen, { y: HY - 90, swing: 230, count: 7, colour: farLand(pen, 0), base: HY + 10 }, { cap: true, hazy: true })
    range(pen, { y: HY - 30, swing: 120, count: 9, colour: farLand(pen, 1), base: HY + 30 })
    firRow(pen, { y: HY + 26, count: 38, low: 30, high: 62, colour: mix(firGreen(pen), pen.light.haze, 0.3) })
    hill(pen, { y: HY + 14, swing: 12, colour: farLand(pen, 1), base })
  },
  lake: (pen, HY, base) => {
    const cap = pen.light.snow || pen.chance.next() < 0.5
    range(pen, { y: HY - 60, swing: 210, count: 6, colour: farLand(pen, 0), base: HY + 4 }, { cap, hazy: true })
    firRow(pen, { y: HY + 2, count: 70, low: 18, high: 50, colour: mix(firGreen(pen), pen.light.haze, 0.35) })
    drawSea(pen, HY, base)
  },
  forest: (pen, HY, base) => {
    range(pen, { y: HY - 70, swing: 150, count: 6, colour: mix(pen.light.haze, pen.light.land[0], 0.35), base: HY + 20 })
    firRow(pen, { y: HY + 14, count: 46, low: 110, high: 190, colour: mix(firGreen(pen), pen.light.haze, 0.66) })
    firRow(pen, { y: HY + 26, count: 40, low: 150, high: 250, colour: mix(firGreen(pen), pen.light.haze, 0.4) })
    hill(pen, { y: HY + 20, swing: 8, colour: farLand(pen, 1), base })
  },
  town: (pen, HY, base) => {
    hill(pen, { y: HY - 80, swing: 30, colour: farLand(pen, 0), base: HY + 40 }, { count: 3 })
    tower(pen, { x: pen.chance.between(180, 330), y: HY + 10, height: 130, width: 34 })
    townlet(pen, { y: HY + 4, count: 12, width: width + 60, left: -40, scale: 1.3 })
    hill(pen, { y: HY + 24, swing: 5, colour: farLand(pen, 2), base })
  },
  fields: (pen, HY, base) => {
    hill(pen, { y: HY - 84, swing: 34, colour: farLand(pen, 0), base: HY + 40 })
    hill(pen, { y: HY - 34, swing: 22, colour: farLand(pen, 1), base: HY + 60 }, { count: 3 })
    const colour = mix(firGreen(pen), pen.light.haze, 0.25)
    firRow(pen, { y: HY - 6, count: 9, low: 16, high: 34, colour, width: 420, left: pen.chance.whole(0, 700) })
    hill(pen, { y: HY + 4, swing: 10, colour: mix(farLand(pen, 1), pen.light.leaf[0], 0.35), base }, { deep: 0.2 })
  },
}

function coast(pen: Pen, HY: number, base: number) {
  const onTheLeft = pen.chance.next() < 0.5
  const headland = onTheLeft
    ? `M-20 ${HY - 66}L150 ${HY - 74} 250 ${HY - 40} 330 ${HY - 34} 420 ${HY + 2}H-20z`
    : `M1220 ${HY - 80}L1060 ${HY - 70} 960 ${HY - 34} 860 ${HY - 30} 770 ${HY + 2}H1220z`
  drawSea(pen, HY, base)
  fill(pen, headland, farLand(pen, 0))
  shade(pen, headland, 'v', 0.35)
  if (pen.chance.next() < 0.6) lighthouse(pen, onTheLeft ? 205 : 1000, HY - 50, 0.42)
  boat(pen, { x: onTheLeft ? 760 : 300, y: HY + 14, scale: 0.7 })
}
