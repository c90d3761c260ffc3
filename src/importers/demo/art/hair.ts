import { toned } from './light.ts'
import { disc } from './path.ts'
import { dot, fill, shade, soft, type Pen } from './pen.ts'

/** How it is worn, or what is worn over it. */
export type Hair = 'short' | 'parted' | 'bob' | 'long' | 'bun' | 'curls' | 'bald' | 'beanie'

/** What falls behind the shoulders, around the middle of the face. */
export function backHair(pen: Pen, style: Hair, colour: string) {
  const dark = toned(pen, colour, -0.25)
  if (style === 'bob') fill(pen, 'M-168 -40C-180 -230 180 -230 168 -40L178 150Q120 200 90 150L-90 150Q-120 200 -178 150z', dark)
  if (style === 'long') fill(pen, 'M-166 -40C-176 -230 176 -230 166 -40L196 330Q100 380 80 200L-80 200Q-100 380 -196 330z', dark)
  if (style === 'bun') dot(pen, { x: 20, y: -226, r: 66, colour: dark })
  if (style === 'curls') for (const [x, y, r] of ringlets) dot(pen, { x, y, r: r + 10, colour: dark })
}

const ringlets = [
  [-150, -30, 52],
  [-140, -112, 58],
  [-84, -176, 62],
  [0, -200, 66],
  [84, -176, 62],
  [140, -112, 58],
  [150, -30, 52],
] as const

/** What lies on the forehead. */
export function frontHair(pen: Pen, style: Hair, colour: string) {
  const cut = cuts[style]
  if (cut) {
    fill(pen, cut, colour)
    shade(pen, cut, 'r', 0.4)
  }
  if (style === 'curls') for (const [x, y, r] of ringlets) fill(pen, disc(x * 0.86, y * 0.92 - 8, r * 0.82), colour)
  if (style === 'beanie') drawBeanie(pen, colour)
}

/** Bald people have none: what is left is on their chin. */
const cuts: Readonly<Partial<Record<Hair, string>>> = {
  short: 'M-146 -6C-168 -200 -40 -226 30 -214C140 -204 168 -110 146 -6C130 -64 104 -104 40 -108C-40 -112 -112 -100 -146 -6z',
  parted:
    'M-148 0C-168 -190 -40 -222 20 -214C140 -206 166 -120 148 0C136 -70 112 -112 60 -132C30 -96 -60 -72 -104 -70C-128 -60 -140 -40 -148 0z',
  bob: 'M-160 40C-180 -210 -20 -228 30 -216C160 -206 176 -100 160 40C150 -40 130 -84 84 -112C20 -78 -70 -66 -112 -62C-140 -40 -148 0 -160 40z',
  long: 'M-156 60C-176 -200 -30 -226 10 -216C150 -214 176 -110 156 60C146 -40 96 -120 4 -136C-92 -116 -146 -40 -156 60z',
  bun: 'M-146 -2C-166 -196 -40 -222 10 -214C140 -210 164 -120 146 -2C130 -84 80 -126 4 -132C-76 -126 -128 -84 -146 -2z',
}

function drawBeanie(pen: Pen, colour: string) {
  const cap = 'M-150 -44C-160 -262 160 -262 150 -44z'
  fill(pen, cap, colour)
  shade(pen, cap, 'r', 0.45)
  soft(pen, 'M-154 -84H154V-34H-154z', toned(pen, colour, 0.22), 22)
}
