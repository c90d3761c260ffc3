import type { Solid } from './camera.ts'
import { tinted } from './light.ts'
import type { Point } from './path.ts'
import type { Pen } from './pen.ts'

/** One wall as the picture shows it. `pt` finds a point on it: `u` metres along it and `z` metres up. */
export type Face = Readonly<{ pt: (u: number, z: number) => Point; len: number; k: number; c: string; gable: boolean }>

/** A box with a gabled roof, in metres. `th` turns it; the front looks towards the camera. */
export type BuildingPlan = {
  x?: number
  y?: number
  z?: number
  w: number
  d: number
  h: number
  /** How far the ridge lies above the walls; without it there is no roof to draw. */
  rh?: number
  /** Along the front, or away from it. */
  ridge?: 'x' | 'y'
  th?: number
  wall: string
  roof?: string
  over?: number
  trim?: string
  verge?: number
  shadow?: 0 | 1
  /** Drawn with less detail: a neighbour. */
  lean?: boolean
}

export type Building = Readonly<{
  front: Face
  left?: Face
  right?: Face
  /** A point by the building's own measures, from its middle. */
  L: (u: number, v: number, z: number) => Point
  /** A point on the roof towards us: along it, and from eaves to ridge, each from 0 to 1. */
  rp: (u: number, q: number) => Point
  siding: (name: 'front' | 'left' | 'right', step: number, direction?: 'h' | 'v') => void
  roof: () => void
}>

export type Frame = Readonly<{
  plan: Required<BuildingPlan>
  L: Building['L']
  /** A direction by the building's own measures, turned into the world's. */
  turned: (a: number, b: number, c?: number) => Solid
  eaves: number
  top: number
}>

/** What wood and plaster around a roof's edge is painted with. */
export const trimOf = (pen: Pen, { plan }: Frame) => tinted(pen, plan.trim)
