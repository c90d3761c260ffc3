import { trimOf, type Building, type Frame } from './building-plan.ts'
import { lightOn, litBy, type Solid } from './camera.ts'
import { toned } from './light.ts'
import { poly, trace, type Point } from './path.ts'
import { fill, line, shade, type Pen } from './pen.ts'

type Faces = Pick<Building, 'front' | 'left' | 'right'>
type Slope = readonly [Point, Point, Point, Point]

export function drawRoof(pen: Pen, frame: Frame, faces: Faces) {
  if (!frame.plan.rh) return
  if (frame.plan.ridge === 'x') alongTheFront(pen, frame, faces)
  else towardsUs(pen, frame, faces)
}

const coverOf = (pen: Pen, { plan }: Frame) => (pen.light.snow ? '#f3f3f0' : plan.roof)
const along = (a: Point, b: Point, share: number): Point => [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share]
const unit = ([a, b, c]: Solid, length: number): Solid => [a / length, b / length, c / length]

function courses(slope: Slope, count: number): string {
  const rows = Array.from({ length: count - 1 }, (_, index) => (index + 1) / count)
  return rows.map((share) => trace([along(slope[0], slope[3], share), along(slope[1], slope[2], share)])).join('')
}

function alongTheFront(pen: Pen, frame: Frame, { front, left, right }: Faces) {
  const { plan, L, turned, eaves, top } = frame
  const { w, d, rh, over } = plan
  const low = eaves - ((over * rh) / (d / 2)) * 0.8
  const slope: Slope = [
    L(-w / 2 - over, -d / 2 - over, low),
    L(w / 2 + over, -d / 2 - over, low),
    L(w / 2 + over, 0, top),
    L(-w / 2 - over, 0, top),
  ]
  fill(
    pen,
    poly([front.pt(0, eaves), front.pt(front.len, eaves), front.pt(front.len, eaves - 0.55), front.pt(0, eaves - 0.55)]),
    pen.light.sh,
    0.3,
  )
  for (const side of [1, -1]) {
    if (!(side > 0 ? right : left)) continue
    const u = side * (w / 2 + over)
    const colour = side > 0 ? toned(pen, trimOf(pen, frame), -0.35) : trimOf(pen, frame)
    line(pen, trace([L(u, d / 2 + over, low), L(u, 0, top), L(u, -d / 2 - over, low)]), { colour, width: 9 })
  }
  const cover = coverOf(pen, frame)
  fill(pen, poly(slope), litBy(pen, cover, lightOn(unit(turned(0, -rh, d / 2), Math.hypot(rh, d / 2)))))
  const edge = toned(pen, cover, -0.45)
  if (plan.lean) return line(pen, trace([slope[0], slope[1]]), { colour: edge, width: 6 })
  shade(pen, poly(slope), right || !left ? 'r' : 'l', pen.light.snow ? 0.3 : 0.55)
  line(pen, courses(slope, 7), { colour: pen.light.sh, width: 2, opacity: pen.light.snow ? 0.08 : 0.2 })
  line(pen, trace([slope[0], slope[1]]), { colour: pen.light.snow ? '#ffffff' : edge, width: 6 })
  line(pen, trace([slope[3], slope[2]]), { colour: toned(pen, cover, 0.35), width: 4, opacity: 0.8 })
}

function towardsUs(pen: Pen, frame: Frame, { front }: Faces) {
  const { plan, L, eaves, top } = frame
  const { w, d, rh, over } = plan
  const low = eaves - ((over * rh) / (w / 2)) * 0.8
  for (const side of [-1, 1]) slopeBeside(pen, frame, { side, low })
  const under = poly([
    front.pt(0, eaves),
    front.pt(front.len / 2, top),
    front.pt(front.len, eaves),
    front.pt(front.len, eaves - 0.6),
    front.pt(front.len / 2, top - 0.62),
    front.pt(0, eaves - 0.6),
  ])
  fill(pen, under, pen.light.sh, 0.24)
  const verge = trace([L(-w / 2 - over, -d / 2 - over, low), L(0, -d / 2 - over, top), L(w / 2 + over, -d / 2 - over, low)])
  line(pen, verge, { colour: pen.light.snow ? '#ffffff' : trimOf(pen, frame), width: plan.verge || 10 })
}

function slopeBeside(pen: Pen, frame: Frame, { side, low }: { side: number; low: number }) {
  const { plan, L, turned, eaves, top } = frame
  const { w, d, rh, over } = plan
  const normal = turned(side * rh, 0, w / 2)
  const middle = turned((side * w) / 4, 0)
  const across = normal[0] * (-plan.x - middle[0]) + normal[1] * (-pen.camera.D - plan.y - middle[1])
  if (across + normal[2] * (pen.camera.eye - (eaves + rh / 2)) <= 0) return
  const u = side * (w / 2 + over)
  const slope: Slope = [L(u, -d / 2 - over, low), L(u, d / 2 + over, low), L(0, d / 2 + over, top), L(0, -d / 2 - over, top)]
  const k = lightOn(unit(normal, Math.hypot(rh, w / 2)))
  fill(pen, poly(slope), litBy(pen, coverOf(pen, frame), k))
  if (k < 0.2) shade(pen, poly(slope), 'v', 0.5)
  line(pen, courses(slope, 9), { colour: pen.light.sh, width: 2, opacity: pen.light.snow ? 0.08 : 0.22 })
}
