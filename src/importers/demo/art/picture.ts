import { apartment } from './apartment.ts'
import { bathroom } from './bathroom.ts'
import { beachhouse } from './beach-house.ts'
import { bedroom } from './bedroom.ts'
import { cabin } from './cabin.ts'
import { chanceFrom } from './chance.ts'
import { eavesBedroom } from './eaves-bedroom.ts'
import { farmhouse } from './farmhouse.ts'
import { forestView } from './forest-view.ts'
import { hearthRoom } from './hearth-room.ts'
import { houseboat } from './houseboat.ts'
import { kitchen } from './kitchen.ts'
import { lakeView } from './lake-view.ts'
import { lights, type LightName } from './light.ts'
import { livingRoom } from './living-room.ts'
import { materialsOf, type Materials, type Place } from './materials.ts'
import { mountainsView } from './mountain-view.ts'
import { add, width, type Pen } from './pen.ts'
import { seaView } from './sea-view.ts'
import { sheetOf } from './sheet.ts'
import { tableKitchen } from './table-kitchen.ts'
import { tinyhouse } from './tiny-house.ts'
import { townView } from './town-view.ts'
import { townhouse } from './townhouse.ts'

type Scene = (pen: Pen, m: Materials) => void

const houses = { townhouse, cabin, farmhouse, beachhouse, apartment, houseboat, tinyhouse } as const satisfies Record<string, Scene>
const views: Readonly<Record<Place, Scene>> = {
  sea: seaView,
  mountains: mountainsView,
  town: townView,
  forest: forestView,
  lake: lakeView,
  fields: mountainsView,
}
/** Two ways to furnish each room but the bathroom: a home has one of them. */
const rooms = {
  living: [livingRoom, hearthRoom],
  bedroom: [bedroom, eavesBedroom],
  kitchen: [kitchen, tableKitchen],
  bathroom: [bathroom, bathroom],
} as const satisfies Record<string, readonly [Scene, Scene]>

export type House = keyof typeof houses
export const pictureKinds = ['exterior', 'living', 'bedroom', 'kitchen', 'bathroom', 'view'] as const
export type PictureKind = (typeof pictureKinds)[number]

/** What all pictures of a home share. The same seed gives the same pictures. */
export type Setting = Readonly<{
  seed: string
  house: House
  place: Place
  light: LightName
  scheme: number
  /** Of each pair of ways to furnish a room, which. */
  layouts: Readonly<{ living: 0 | 1; bedroom: 0 | 1; kitchen: 0 | 1 }>
}>

const houseNames: Readonly<Record<House, string>> = {
  townhouse: 'town house',
  cabin: 'A-frame cabin',
  farmhouse: 'farmhouse',
  beachhouse: 'beach house',
  apartment: 'apartment block',
  houseboat: 'houseboat',
  tinyhouse: 'tiny house',
}
const roomNames = {
  living: ['living room with a sofa', 'living room around a stove'],
  bedroom: ['bedroom', 'bedroom under the roof'],
  kitchen: ['kitchen with an island', 'kitchen with a long table'],
  bathroom: ['bathroom', 'bathroom'],
} as const

/** What there is to see, for those who do not see it. */
export function describePicture({ house, place, light, layouts }: Setting, kind: PictureKind): string {
  const when = `in ${lights[light].season}, ${lights[light].time}`
  if (kind === 'exterior') return `Illustration: ${houseNames[house]} ${when}`
  if (kind === 'view') return `Illustration: view of the ${place} ${when}`
  return `Illustration: ${roomNames[kind][kind === 'bathroom' ? 0 : layouts[kind]]}, with a window on the ${place}`
}

/** Draws one picture of a home, 1200 × 800. @returns SVG */
export function drawPicture(setting: Setting, kind: PictureKind): string {
  const pen: Pen = {
    light: lights[setting.light],
    chance: chanceFrom(`${setting.seed}/${kind}`),
    camera: { eye: 2.4, D: 20, F: 1150, HY: 500, cx: 600 },
    sheet: [],
    lastLook: '',
    clips: 0,
  }
  const mirrored = chanceFrom(`${setting.seed}${kind}f`).next() < 0.45
  if (mirrored) add(pen, `<g transform="matrix(-1 0 0 1 ${width} 0)">`)
  sceneOf(setting, kind)(pen, materialsOf(setting.seed, setting.place, setting.scheme))
  if (mirrored) add(pen, '</g>')
  return sheetOf(pen)
}

function sceneOf({ house, place, layouts }: Setting, kind: PictureKind): Scene {
  if (kind === 'exterior') return houses[house]
  if (kind === 'view') return views[place]
  return rooms[kind][kind === 'bathroom' ? 0 : layouts[kind]]
}
