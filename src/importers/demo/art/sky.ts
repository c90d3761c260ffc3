import { mix } from './colour.ts'
import { tinted, toned } from './light.ts'
import { disc, poly, rect } from './path.ts'
import { dot, fill, glow, line, shade, strokes, type Pen, width } from './pen.ts'

export function drawSky(pen: Pen, HY: number) {
  fill(pen, rect(0, 0, width, HY + 30), `url(#s)`)
  if (pen.light.stars)
    line(pen, Array.from({ length: 46 }, () => `M${pen.chance.whole(0, width)} ${pen.chance.whole(0, HY - 120)}h0`).join(''), {
      colour: '#ffffff',
      width: 3,
      opacity: 0.75,
      round: true,
    })
  if (pen.light.moon) {
    const [x, y, r] = pen.light.moon
    glow(pen, disc(x, y, r * 4), 'o', 0.35)
    dot(pen, { x, y, r, colour: '#fff3d6' })
    dot(pen, { x: x + r * 0.38, y: y - r * 0.1, r: r * 0.86, colour: pen.light.sky[0] })
  }
  if (pen.light.sun) {
    const [x, sunY, r, c] = pen.light.sun
    const y = Math.min(sunY, HY - 40)
    glow(pen, disc(x, y, r * 6), 'o', 0.7)
    dot(pen, { x, y, r: r * 1.9, colour: c, opacity: 0.22 })
    dot(pen, { x, y, r, colour: c })
  }
  const n = pen.light.stars ? 1 : 3
  for (let i = 0; i < n; i++) {
    const x = pen.chance.between(0.02, 0.85) * width
    const y = pen.chance.between(60, HY * 0.55)
    const L = pen.chance.between(120, 300)
    strokes(
      pen,
      [
        [x, y, L],
        [x + L * 0.25, y - 15, L * 0.45],
        [x - L * 0.2, y + 14, L * 0.8],
      ],
      { colour: pen.light.cloud, width: 17, opacity: pen.light.time === 'midday' || pen.light.time === 'afternoon' ? 0.8 : 0.45 },
    )
  }
}

export function drawSea(pen: Pen, HY: number, b: number) {
  fill(pen, rect(0, HY, width, b - HY), `url(#w)`)
  const sx = pen.light.sun?.[0] ?? pen.light.moon?.[0] ?? width * 0.6
  const a: [number, number, number][] = []
  const c: [number, number, number][] = []
  for (let i = 0; i < 16; i++) {
    const t = (i + 0.5) / 16
    const y = HY + 5 + (b - HY) * t * t
    const s = 8 + t * 90
    a.push([sx + pen.chance.between(-1, 1) * s - s * 0.5, y, s * pen.chance.between(0.5, 1.4)])
  }
  for (let i = 0; i < 14; i++) {
    const t = pen.chance.between(0.15, 1)
    const y = HY + (b - HY) * t * t
    c.push([pen.chance.between(0, width), y, 30 + 110 * t])
  }
  strokes(pen, c, { colour: pen.light.water[0], width: 4, opacity: 0.45 })
  strokes(pen, a, { colour: pen.light.water[2], width: 5, opacity: 0.8 })
  shade(pen, rect(0, HY, width, b - HY), 'v', 0.28)
}

export function boat(pen: Pen, { x, y, scale: s, colour: c }: { x: number; y: number; scale: number; colour?: string }) {
  fill(
    pen,
    poly([
      [x - 24 * s, y],
      [x + 24 * s, y],
      [x + 15 * s, y + 9 * s],
      [x - 17 * s, y + 9 * s],
    ]),
    toned(pen, tinted(pen, c || '#8a3f33'), -0.15),
  )
  fill(
    pen,
    poly([
      [x + 2 * s, y - 4 * s],
      [x + 2 * s, y - 62 * s],
      [x + 26 * s, y - 6 * s],
    ]),
    mix('#fffaf0', pen.light.amb, pen.light.at),
  )
  fill(
    pen,
    poly([
      [x - 2 * s, y - 4 * s],
      [x - 2 * s, y - 52 * s],
      [x - 19 * s, y - 6 * s],
    ]),
    mix(mix('#fffaf0', pen.light.amb, pen.light.at), pen.light.sh, 0.22),
  )
}
