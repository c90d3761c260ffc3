import { backHair, frontHair, type Hair } from './hair.ts'
import { chanceFrom } from './chance.ts'
import { lights, tinted, toned, type LightName } from './light.ts'
import { disc, loop, rect, smooth } from './path.ts'
import { add, dot, fill, glow, height, line, shade, width, type Pen } from './pen.ts'
import { sheetOf } from './sheet.ts'

/** Somebody as their portrait shows them. Colours are those of noon: the light does the rest. */
export type Look = Readonly<{
  skin: string
  hair: Hair
  hairColour: string
  coat: string
  collar: string
  beard?: boolean
  glasses?: boolean
}>

/** Where the head is that everything hangs on, and how large it is drawn. */
type Seat = Readonly<{ x: number; y: number; scale: number }>

const alone: readonly Seat[] = [{ x: 600, y: 400, scale: 1.12 }]
const two: readonly Seat[] = [
  { x: 470, y: 455, scale: 0.86 },
  { x: 728, y: 490, scale: 0.86 },
]

/** Draws one person or two in the middle of 1200 × 800, for a square to be cut out of it. @returns SVG */
export function drawPortrait(looks: readonly Look[], { seed, light }: { seed: string; light: LightName }): string {
  const pen: Pen = {
    light: lights[light],
    chance: chanceFrom(`${seed}/portrait`),
    camera: { eye: 0, D: 0, F: 0, HY: 0, cx: 0 },
    sheet: [],
    lastLook: '',
    clips: 0,
  }
  drawWall(pen)
  for (const [index, look] of looks.entries()) {
    const { x, y, scale } = (looks.length > 1 ? two : alone)[index] ?? { x: 600, y: 400, scale: 1 }
    const turn = pen.chance.between(-3, 3).toFixed(1)
    add(pen, `<g transform="translate(${x} ${y}) rotate(${turn}) scale(${scale})">`)
    drawPerson(pen, look)
    add(pen, '</g>')
  }
  return sheetOf(pen)
}

/** The sky behind them, a hill, and the sun somewhere about their shoulder. */
function drawWall(pen: Pen) {
  const { chance, light } = pen
  fill(pen, rect(0, 0, width, height), 'url(#s)')
  const [sunX, sunY] = [chance.between(420, 780), chance.between(180, 330)]
  glow(pen, disc(sunX, sunY, 300), 'o', 0.5)
  dot(pen, { x: sunX, y: sunY, r: 190, colour: light.li, opacity: 0.35 })
  const rise = chance.between(-40, 40)
  const hill = `${smooth([
    [0, 640 - rise],
    [340, 540 - rise],
    [640, 620],
    [900, 560 + rise],
    [1200, 640 + rise],
  ])}V800H0z`
  fill(pen, hill, light.land[1])
  shade(pen, hill, 'v', 0.4)
}

/** Around the middle of their face. */
function drawPerson(pen: Pen, look: Look) {
  const skin = tinted(pen, look.skin)
  const worn = tinted(pen, look.hairColour)
  // Under a hat nobody sees what colour it is: brows and beard say.
  const hair = look.hair === 'beanie' ? tinted(pen, '#5a3a26') : worn
  backHair(pen, look.hair, worn)
  drawCoat(pen, look, skin)
  for (const side of [-1, 1]) {
    dot(pen, { x: 128 * side, y: 20, r: 25, colour: skin })
    dot(pen, { x: 128 * side, y: 22, r: 12, colour: toned(pen, skin, -0.22) })
  }
  const face = headShape()
  fill(pen, face, skin)
  shade(pen, face, 'r', 0.3)
  if (look.beard) drawBeard(pen, hair)
  drawFeatures(pen, look, { skin, hair })
  frontHair(pen, look.hair, worn)
}

const headShape = () =>
  loop([
    [-125, -150],
    [125, -150],
    [142, 40],
    [100, 168],
    [0, 196],
    [-100, 168],
    [-142, 40],
  ])

function drawCoat(pen: Pen, { coat, collar }: Look, skin: string) {
  const cloth = tinted(pen, coat)
  const body = 'M-330 560C-325 350 -220 275 -80 246L80 246C220 275 325 350 330 560z'
  fill(pen, body, cloth)
  shade(pen, body, 'r', 0.45)
  fill(pen, 'M-62 110L62 110L66 262Q0 330 -66 262z', toned(pen, skin, -0.16))
  shade(pen, 'M-62 130L62 130L64 220L-64 220z', 'u', 0.4)
  fill(pen, 'M-66 236Q0 330 66 236L112 252Q0 400 -112 252z', tinted(pen, collar))
}

function drawBeard(pen: Pen, hair: string) {
  const beard = 'M-136 24C-132 150 -76 214 0 214C76 214 132 150 136 24C112 84 74 82 40 74C20 68 -20 68 -40 74C-74 82 -112 84 -136 24z'
  fill(pen, beard, hair)
  shade(pen, beard, 'v', 0.35)
}

function drawFeatures(pen: Pen, look: Look, { skin, hair }: { skin: string; hair: string }) {
  const ink = toned(pen, skin, -0.78)
  for (const side of [-1, 1]) {
    if (!look.beard) dot(pen, { x: 78 * side, y: 72, r: 30, colour: '#d8553f', opacity: 0.2 })
    fill(pen, disc(50 * side, 8, 9.5), ink)
    line(
      pen,
      smooth([
        [28 * side, -26],
        [52 * side, -38],
        [80 * side, -24],
      ]),
      { colour: hair, width: 10, round: true },
    )
    if (look.glasses) line(pen, disc(52 * side, 10, 37), { colour: ink, width: 6 })
  }
  if (look.glasses)
    line(
      pen,
      smooth([
        [-16, 4],
        [0, -4],
        [16, 4],
      ]),
      { colour: ink, width: 6 },
    )
  line(
    pen,
    smooth([
      [2, 14],
      [-16, 66],
      [8, 72],
    ]),
    { colour: toned(pen, skin, -0.35), width: 8, round: true },
  )
  line(
    pen,
    smooth([
      [-42, 106],
      [0, 142],
      [44, 102],
    ]),
    { colour: look.beard ? '#fff3e2' : ink, width: 8, round: true },
  )
}
