import { project } from './camera.ts'
import { mix } from './colour.ts'
import { tinted, toned } from './light.ts'
import { poly, whole } from './path.ts'
import { fill, type Pen } from './pen.ts'

export function plant(pen: Pen, { x, y, z, scale: s = 1, kind }: { x: number; y: number; z: number; scale?: number; kind?: number }) {
  const [px, py] = project(pen, x, y, z)
  const k = (s * pen.camera.F) / (y + pen.camera.D) / 150
  const tall = kind ?? pen.chance.whole(0, 1)
  const pot = tinted(pen, '#d98f63')
  const g = []
  for (let i = 0; i < 9; i++) {
    const a = -1.57 + (i - 4) * 0.29 + pen.chance.between(-0.1, 0.1)
    const l = (tall ? 150 : 120) * k * pen.chance.between(0.75, 1.1)
    const X = px + Math.cos(a) * l * 0.8
    const Y = py - 50 * k + Math.sin(a) * l
    const mx = (px + X) / 2
    const my = (py - 50 * k + Y) / 2 - 10 * k
    const w = (tall ? 12 : 22) * k
    const nx = -Math.sin(a) * w
    const ny = Math.cos(a) * w
    g.push(
      `M${whole(px)} ${whole(py - 46 * k)}Q${whole(mx + nx)} ${whole(my + ny)} ${whole(X)} ${whole(Y)}Q${whole(mx - nx)} ${whole(my - ny)} ${whole(px)} ${whole(py - 46 * k)}z`,
    )
  }
  const lf = pen.light.snow || pen.light.season === 'autumn' ? '#4f7d5f' : pen.light.leaf[2]
  fill(pen, g.filter((_, i) => i % 2).join(''), toned(pen, lf, -0.25))
  fill(pen, g.filter((_, i) => !(i % 2)).join(''), mix(lf, '#7fae6a', 0.3))
  fill(
    pen,
    poly([
      [px - 30 * k, py - 52 * k],
      [px + 30 * k, py - 52 * k],
      [px + 22 * k, py],
      [px - 22 * k, py],
    ]),
    pot,
  )
  fill(
    pen,
    poly([
      [px + 6 * k, py - 52 * k],
      [px + 30 * k, py - 52 * k],
      [px + 22 * k, py],
      [px + 6 * k, py],
    ]),
    pen.light.sh,
    0.22,
  )
}
