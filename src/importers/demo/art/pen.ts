import type { Chance } from './chance.ts'
import type { Light } from './light.ts'
import { whole } from './path.ts'

export const width = 1200
export const height = 800

/** A pinhole camera: where it stands, how high, how long its lens, and where its horizon lies in the picture. */
export type Camera = { eye: number; D: number; F: number; HY: number; cx: number }

/** One picture in the making: the light it is drawn in, its chance, its camera, and what is on the sheet so far. */
export type Pen = {
  light: Light
  chance: Chance
  camera: Camera
  readonly sheet: string[]
  /** How the last path on the sheet ends, so that shapes that look alike become one. */
  lastLook: string
  clips: number
}

/** Where grain grows denser: down, up, right, left, or outwards to nothing. */
export type Grain = 'v' | 'u' | 'r' | 'l' | 'o'

export const add = (pen: Pen, element: string) => void pen.sheet.push(element)

function path(pen: Pen, data: string, look: string) {
  const last = pen.sheet.length - 1
  const before = pen.sheet[last]
  if (before?.endsWith(look) && pen.lastLook === look && before.startsWith('<path')) {
    pen.sheet[last] = before.slice(0, -look.length) + data + look
    return
  }
  pen.sheet.push(`<path d="${data}${look}`)
  pen.lastLook = look
}

const faint = (opacity: number | undefined) => (opacity ? ` opacity="${opacity}"` : '')

export function fill(pen: Pen, data: string, colour: string, opacity?: number) {
  if (data) path(pen, data, `" fill="${colour}"${faint(opacity)}/>`)
}

type Stroke = { colour: string; width: number; opacity?: number; round?: boolean }

export function line(pen: Pen, data: string, { colour, width: thick, opacity, round }: Stroke) {
  const end = round ? ' stroke-linecap="round"' : ''
  if (data) path(pen, data, `" fill="none" stroke="${colour}" stroke-width="${thick}"${end}${faint(opacity)}/>`)
}

/** Filled, with rounded corners. */
export const soft = (pen: Pen, data: string, colour: string, corner = 10) =>
  add(pen, `<path d="${data}" fill="${colour}" stroke="${colour}" stroke-width="${corner}" stroke-linejoin="round"/>`)

/** Shadow that dissolves into grain, as on a printed poster. */
export const shade = (pen: Pen, data: string, grain: Grain = 'v', opacity = 0.5) =>
  add(pen, `<path d="${data}" fill="url(#${grain})" filter="url(#a)" opacity="${opacity}"/>`)

/** Light that dissolves into grain. */
export const glow = (pen: Pen, data: string, grain: Grain = 'v', opacity = 0.6) =>
  add(pen, `<path d="${data}" fill="url(#${grain})" filter="url(#b)" opacity="${opacity}"/>`)

type Dot = { x: number; y: number; r: number; colour: string; opacity?: number }

export const dot = (pen: Pen, { x, y, r, colour, opacity }: Dot) =>
  add(pen, `<circle cx="${whole(x)}" cy="${whole(y)}" r="${whole(r)}" fill="${colour}"${faint(opacity)}/>`)

/** Level strokes with round ends: clouds, glints, foam. Each is x, y and a length. */
export function strokes(pen: Pen, list: readonly (readonly [number, number, number])[], look: Omit<Stroke, 'round'>) {
  line(pen, list.map(([x, y, length]) => `M${whole(x)} ${whole(y)}h${whole(length)}`).join(''), { ...look, round: true })
}
