import type { Building, BuildingPlan, Face, Frame } from './building-plan.ts'
import { lightOn, litBy, project, type Solid } from './camera.ts'
import { poly, trace, type Point } from './path.ts'
import { fill, glow, line, shade, type Pen } from './pen.ts'
import { drawRoof } from './roof.ts'

export function building(pen: Pen, given: BuildingPlan): Building {
  const plan = {
    x: 0,
    y: 0,
    z: 0,
    rh: 0,
    ridge: 'x',
    th: 0,
    over: 0.4,
    roof: '#888888',
    trim: '#fbf3e2',
    verge: 10,
    shadow: 1,
    lean: false,
    ...given,
  } as const
  const [C, S] = [Math.cos(plan.th), Math.sin(plan.th)]
  const ground = (u: number, v: number) => [plan.x + u * C - v * S, plan.y + u * S + v * C] as const
  const L = (u: number, v: number, z: number) => project(pen, ...ground(u, v), z)
  const turned = (a: number, b: number, c = 0): Solid => [a * C - b * S, a * S + b * C, c]
  const eaves = plan.z + plan.h
  const frame: Frame = { plan, L, turned, eaves, top: eaves + plan.rh }
  if (plan.shadow !== 0) castShadow(pen, frame, ground)
  const { w, d, ridge, rh } = plan
  const sides = ridge === 'x' && rh > 0
  const left = wall(pen, frame, { normal: [-1, 0], len: d, pt: (u, z) => L(-w / 2, d / 2 - u, z), gable: sides })
  const right = wall(pen, frame, { normal: [1, 0], len: d, pt: (u, z) => L(w / 2, u - d / 2, z), gable: sides })
  const front = wall(pen, frame, { normal: [0, -1], len: w, pt: (u, z) => L(u - w / 2, -d / 2, z), gable: ridge === 'y' && rh > 0 })
  const faces = { front: front.face, ...(left.seen ? { left: left.face } : {}), ...(right.seen ? { right: right.face } : {}) }
  return {
    ...faces,
    L,
    rp: (u, q) => L((u - 0.5) * w, (-d / 2) * (1 - q), eaves + rh * q),
    siding: (name, step, direction = 'h') => {
      const face = faces[name]
      if (face) boards(pen, frame, { face, step, direction })
    },
    roof: () => drawRoof(pen, frame, faces),
  }
}

type Wall = Omit<Face, 'k' | 'c'> & { normal: readonly [number, number] }

function wall(pen: Pen, { plan, turned, eaves, top }: Frame, { normal: [a, b], len, pt, gable }: Wall): { face: Face; seen: boolean } {
  const normal = turned(a, b)
  const middle = turned((a * plan.w) / 2, (b * plan.d) / 2)
  const k = lightOn(normal)
  const c = litBy(pen, plan.wall, k)
  const face = { pt, len, k, c, gable }
  const seen = normal[0] * (-plan.x - middle[0]) + normal[1] * (-pen.camera.D - plan.y - middle[1]) > 0
  if (!seen) return { face, seen }
  const shape = poly([pt(0, plan.z), pt(0, eaves), ...(gable ? [pt(len / 2, top)] : []), pt(len, eaves), pt(len, plan.z)])
  fill(pen, shape, c)
  if (k < 0.05) shade(pen, shape, 'v', 0.35)
  else if (!plan.lean) glow(pen, shape, 'u', 0.25)
  return { face, seen }
}

function boards(pen: Pen, { plan, eaves }: Frame, { face, step, direction }: { face: Face; step: number; direction: 'h' | 'v' }) {
  let joints = ''
  if (direction === 'h') for (let z = plan.z + step; z < eaves; z += step) joints += trace([face.pt(0, z), face.pt(face.len, z)])
  else
    for (let u = step; u < face.len - 0.05; u += step) {
      const end = face.gable ? eaves + plan.rh * (1 - Math.abs((u / face.len) * 2 - 1)) : eaves
      joints += trace([face.pt(u, plan.z), face.pt(u, end)])
    }
  line(pen, joints, { colour: pen.light.sh, width: 2, opacity: 0.22 })
}

/** The hull of the building's corners, dropped along the sun. */
function castShadow(pen: Pen, { plan, eaves, top }: Frame, ground: (u: number, v: number) => readonly [number, number]) {
  const { w, d, z, rh, ridge } = plan
  const corners = [-w / 2, w / 2].flatMap((u) => [-d / 2, d / 2].flatMap((v) => [z, eaves].map((up) => [...ground(u, v), up] as const)))
  const ends = rh ? [-1, 1].map((s) => [...(ridge === 'x' ? ground((s * w) / 2, 0) : ground(0, (s * d) / 2)), top] as const) : []
  const dropped = [...corners, ...ends].map(([x, y, up]): Point => [x + up * 0.85, y - up * 0.22])
  const outline = hull(dropped).map(([x, y]) => project(pen, x, Math.max(y, 4 - pen.camera.D), 0))
  fill(pen, poly(outline), pen.light.sh, pen.light.lit && pen.light.time !== 'evening' ? 0.2 : 0.3)
}

function hull(points: readonly Point[]): Point[] {
  const sorted = points.toSorted((a, b) => a[0] - b[0] || a[1] - b[1])
  const turn = (o: Point, a: Point, b: Point) => (a[0] - o[0]) * (b[1] - o[1]) - (a[1] - o[1]) * (b[0] - o[0])
  const half = (list: readonly Point[]) => {
    const kept: Point[] = []
    for (const point of list) {
      for (let [a, b] = kept.slice(-2); a && b && turn(a, b, point) <= 0; [a, b] = kept.slice(-2)) kept.pop()
      kept.push(point)
    }
    return kept.slice(0, -1)
  }
  return [...half(sorted), ...half(sorted.toReversed())]
}
