import { project } from './camera.ts'
import { mix } from './colour.ts'
import { farLand } from './land.ts'
import { range } from './mountains.ts'
import { tinted, toned } from './light.ts'
import type { Materials, Place } from './materials.ts'
import { rect, smooth, type Point, whole } from './path.ts'
import { add, dot, fill, line, shade, strokes, type Pen } from './pen.ts'
import { boat } from './sky.ts'
import { townlet } from './town-roofs.ts'
import { firGreen, firRow } from './trees.ts'

export type PaneLook = { bars?: number; curtain?: string; k?: number; frame?: string; cross?: 0 }

export function pane(pen: Pen, m: Materials, { x, z, w, h }: { x: number; z: number; w: number; h: number }, o: PaneLook = {}) {
  const B = 7.2
  const a = project(pen, x, B, z + h)
  const b = project(pen, x + w, B, z)
  const fw = tinted(pen, o.frame || '#fdf7ea')
  fill(pen, rect(a[0] - 12, a[1] - 12, b[0] - a[0] + 24, b[1] - a[1] + 24), fw)
  const id = `c${pen.clips++}`
  const k = o.k || 0.46
  add(
    pen,
    `<clipPath id="${id}"><path d="${rect(a[0], a[1], b[0] - a[0], b[1] - a[1])}"/></clipPath><g clip-path="url(#${id})"><g transform="translate(${whole((a[0] + b[0]) / 2 - 600 * k)} ${whole(b[1] - 640 * k)}) scale(${k})">`,
  )
  outlook(pen, m.place, 480)
  add(pen, '</g></g>')
  const bars = o.bars || 2
  let d = ''
  for (let i = 1; i < bars; i++) d += `M${whole(a[0] + ((b[0] - a[0]) * i) / bars)} ${whole(a[1])}V${whole(b[1])}`
  if (o.cross !== 0) d += `M${whole(a[0])} ${whole(a[1] + (b[1] - a[1]) * 0.36)}H${whole(b[0])}`
  line(pen, d, { colour: fw, width: 8 })
  fill(pen, rect(a[0] - 22, b[1] + 8, b[0] - a[0] + 44, 13), toned(pen, fw, -0.12))
  curtains(pen, { a, b, o })
}

function curtains(pen: Pen, { a, b, o }: { a: Point; b: Point; o: PaneLook }) {
  if (o.curtain)
    for (const s of [0, 1]) {
      const cx = s ? b[0] + 6 : a[0] - 62
      const D = `M${whole(cx)} ${whole(a[1] - 26)}h56q${s ? 8 : -10} 110 ${s ? 4 : -4} ${whole(b[1] - a[1] + 110)}h-54q${s ? -6 : 6}-120-2-${whole(b[1] - a[1] + 110)}z`
      fill(pen, D, tinted(pen, o.curtain))
      shade(pen, D, s ? 'r' : 'l', 0.35)
      line(
        pen,
        `M${whole(cx + 18)} ${whole(a[1] - 20)}v${whole(b[1] - a[1] + 96)}M${whole(cx + 37)} ${whole(a[1] - 20)}v${whole(b[1] - a[1] + 96)}`,
        { colour: pen.light.sh, width: 3, opacity: 0.14 },
      )
    }
  if (o.curtain)
    line(pen, `M${whole(a[0] - 90)} ${whole(a[1] - 30)}H${whole(b[0] + 90)}`, {
      colour: toned(pen, tinted(pen, '#8a6a48'), -0.2),
      width: 7,
      round: true,
    })
}

export function outlook(pen: Pen, place: Place, HY: number) {
  fill(pen, rect(-400, -300, 2000, HY + 330), `url(#s)`)
  if (pen.light.sun) dot(pen, { x: pen.light.sun[0] * 0.5 + 300, y: HY - 110, r: 54, colour: pen.light.sun[3] })
  if (pen.light.moon) dot(pen, { x: 700, y: HY - 240, r: 40, colour: '#fff3d6' })
  const hl = (y: number, a: number, c: string) => {
    const d =
      smooth([
        [-300, y],
        [0, y - a],
        [320, y + a * 0.4],
        [640, y - a * 0.8],
        [960, y + a * 0.3],
        [1240, y - a],
        [1500, y],
      ]) + 'V1300H-300z'
    fill(pen, d, c)
  }
  lookOut(pen, { HY, hl, place })
}

function lookOut(pen: Pen, { HY, hl, place }: { HY: number; hl: (y: number, swing: number, colour: string) => void; place: Place }) {
  if (place === 'sea') {
    fill(pen, rect(-400, HY, 2000, 700), `url(#w)`)
    hl(HY + 300, 30, pen.light.land[2])
    fill(pen, `M-300 ${HY}v-80L240 ${HY - 60} 430 ${HY}z`, farLand(pen, 0))
    boat(pen, { x: 720, y: HY + 20, scale: 1.2 })
    strokes(
      pen,
      [
        [380, HY + 60, 200],
        [700, HY + 110, 260],
        [300, HY + 160, 200],
      ],
      { colour: pen.light.water[2], width: 6, opacity: 0.6 },
    )
  } else if (place === 'mountains' || place === 'lake') {
    range(pen, { y: HY - 20, swing: 260, count: 6, colour: farLand(pen, 0), base: HY + 20 }, { cap: true, hazy: true })
    if (place === 'lake') {
      fill(pen, rect(-400, HY, 2000, 700), `url(#w)`)
      strokes(
        pen,
        [
          [300, HY + 70, 300],
          [650, HY + 130, 260],
        ],
        { colour: pen.light.water[2], width: 6, opacity: 0.5 },
      )
    } else hl(HY + 40, 26, farLand(pen, 1))
    firRow(pen, { y: HY + 40, count: 22, low: 60, high: 120, colour: mix(firGreen(pen), pen.light.haze, 0.2) })
  } else if (place === 'forest') {
    hl(HY - 20, 20, farLand(pen, 0))
    firRow(pen, { y: HY + 120, count: 16, low: 260, high: 430, colour: mix(firGreen(pen), pen.light.haze, 0.5) })
    firRow(pen, { y: HY + 260, count: 10, low: 380, high: 560, colour: mix(firGreen(pen), pen.light.haze, 0.15) })
  } else if (place === 'town') {
    hl(HY - 60, 40, farLand(pen, 0))
    townlet(pen, { y: HY + 90, count: 11, width: 1200, left: 0, scale: 1.9 })
  } else {
    hl(HY - 40, 40, farLand(pen, 0))
    hl(HY + 40, 30, farLand(pen, 1))
    hl(HY + 140, 26, pen.light.leaf[0])
  }
}
