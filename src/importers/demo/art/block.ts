import { litBy, project } from './camera.ts'
import { poly, type Point } from './path.ts'
import { fill, soft, type Pen } from './pen.ts'

/** From and to across, away and up, in metres. */
export type Block = readonly [x0: number, x1: number, y0: number, y1: number, z0: number, z1: number]

/** `r` rounds the corners, `k` is how much light falls on the front; `top` and `front` have colours of their own. */
export type BlockLook = { r?: number; k?: number; top?: string; front?: string }

/** A block in a room: its top when we look down on it, the side we see, its front. @returns the front's outline */
export function box(pen: Pen, [x0, x1, y0, y1, z0, z1]: Block, colour: string, { r, k = 0.3, top, front }: BlockLook = {}): string {
  const at = (x: number, y: number, z: number) => project(pen, x, y, z)
  const face = (points: readonly Point[], paint: string) => (r ? soft(pen, poly(points), paint, r) : fill(pen, poly(points), paint))
  const frontPoints = [at(x0, y0, z0), at(x0, y0, z1), at(x1, y0, z1), at(x1, y0, z0)]
  if (z1 < pen.camera.eye) face([at(x0, y0, z1), at(x1, y0, z1), at(x1, y1, z1), at(x0, y1, z1)], top ?? litBy(pen, colour, 0.75))
  const side = x0 > 0 ? x0 : x1 < 0 ? x1 : null
  if (side !== null) {
    const paint = litBy(pen, colour, x0 > 0 ? 0.45 : -0.25)
    face([at(side, y0, z0), at(side, y0, z1), at(side, y1, z1), at(side, y1, z0)], paint)
  }
  face(frontPoints, front ?? litBy(pen, colour, k))
  return poly(frontPoints)
}
