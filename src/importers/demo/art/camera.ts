import { mix } from './colour.ts'
import type { Point } from './path.ts'
import type { Camera, Pen } from './pen.ts'

export type Solid = readonly [number, number, number]

export function lookFrom(pen: Pen, camera: Partial<Camera>) {
  pen.camera = { eye: 2.4, D: 20, F: 1150, HY: 500, cx: 600, ...camera }
}

/** Where a point `x` metres across, `y` away and `z` up is in the picture. */
export function project({ camera }: Pen, x: number, y: number, z: number): Point {
  const depth = y + camera.D
  return [camera.cx + (camera.F * x) / depth, camera.HY - (camera.F * (z - camera.eye)) / depth]
}

const sun: Solid = [-0.62, -0.5, 0.6]

/** How much of the sun falls on what faces this way: from −1 to 1. */
export const lightOn = ([x, y, z]: Solid) => Math.max(-1, x * sun[0] + y * sun[1] + z * sun[2])

/** A colour with that much light on it. */
export function litBy(pen: Pen, colour: string, k: number): string {
  if (k < 0.05) return mix(colour, pen.light.sh, Math.min(0.56, 0.42 - k * 0.2))
  return mix(mix(colour, pen.light.sh, Math.max(0, 0.2 - k * 0.36)), pen.light.li, k * 0.22)
}
