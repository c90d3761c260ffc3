import { mix } from './colour.ts'
import type { Pen } from './pen.ts'

type Three = readonly [string, string, string]

/**
 * One season and time of day lights every material in a picture. `sky` is from the top down, `haze` what distance fades to,
 * `land` from far to near, `leaf` from light to dark, `water` far, near and its glint; `sh` is the shadows' ink, `li` the
 * light's colour, and `amb` is cast over everything by `at`. `lit` windows have lamps behind them.
 */
export type Light = Readonly<{
  season: string
  time: string
  sky: Three
  sun?: readonly [x: number, y: number, r: number, colour: string]
  moon?: readonly [x: number, y: number, r: number]
  stars?: boolean
  haze: string
  land: readonly [string, string, string, string]
  leaf: Three
  fir?: string
  water: Three
  path: string
  sh: string
  li: string
  cloud: string
  amb: string
  at: number
  lit: boolean
  snow?: boolean
  /** Inside, in the evening, by lamps. */
  inLit?: boolean
}>

export const lights = {
  clear: {
    season: 'summer',
    time: 'midday',
    sky: ['#3d8fb3', '#86c0cb', '#e3ead2'],
    haze: '#bfd9d4',
    land: ['#8fb39a', '#7ba05c', '#5d8a4c', '#24503f'],
    leaf: ['#9dbb5a', '#5b8f4e', '#2c6149'],
    water: ['#6fb3bd', '#23748c', '#e9f3e4'],
    path: '#ead7ab',
    sh: '#173a52',
    li: '#fff0c4',
    cloud: '#fbf6e6',
    amb: '#fff4d8',
    at: 0.06,
    lit: false,
  },
  golden: {
    season: 'summer',
    time: 'evening',
    sky: ['#d9805a', '#f3b06f', '#fde3ad'],
    sun: [880, 360, 58, '#fff6dc'],
    haze: '#f4c68a',
    land: ['#d79a63', '#a98a45', '#76703a', '#34402f'],
    leaf: ['#d0a34a', '#8f8440', '#4c5a38'],
    water: ['#f2b982', '#8f7f86', '#fff1cf'],
    path: '#f3cf94',
    sh: '#47243f',
    li: '#ffe7a6',
    cloud: '#f7c79a',
    amb: '#f4a65a',
    at: 0.17,
    lit: true,
  },
  dusk: {
    season: 'autumn',
    time: 'dusk',
    sky: ['#1d2f55', '#5d5b88', '#f0a27c'],
    moon: [270, 150, 30],
    haze: '#9a7f9a',
    land: ['#6c6a90', '#46557c', '#2e4263', '#141f38'],
    leaf: ['#5d7685', '#3b5670', '#22385a'],
    water: ['#d39a90', '#33466f', '#ffc9a0'],
    path: '#7d7692',
    sh: '#0d1530',
    li: '#ffc08a',
    cloud: '#8d7599',
    amb: '#3d4488',
    at: 0.4,
    lit: true,
  },
  mist: {
    season: 'spring',
    time: 'dawn',
    sky: ['#a9c9cb', '#dfe3d2', '#f9dcc3'],
    sun: [330, 330, 46, '#f79a7c'],
    haze: '#dfe2d5',
    land: ['#b4c9bb', '#8bb09b', '#5f9381', '#25524e'],
    leaf: ['#b3c77f', '#74a678', '#3d7a69'],
    water: ['#d8dccf', '#7faaa6', '#fbf1e2'],
    path: '#eadcc0',
    sh: '#234a57',
    li: '#ffe6cf',
    cloud: '#f6ece0',
    amb: '#f4dccb',
    at: 0.1,
    lit: false,
  },
  autumn: {
    season: 'autumn',
    time: 'afternoon',
    sky: ['#86b1b6', '#cfdcca', '#f6e3bb'],
    haze: '#e3d6b3',
    land: ['#b7b28d', '#c08f45', '#94713a', '#3d3a2c'],
    leaf: ['#eaa93c', '#d06e2c', '#8f3f2a'],
    fir: '#3d5a47',
    water: ['#b6ccc2', '#4f8188', '#f8ecd0'],
    path: '#ecd3a2',
    sh: '#3b2538',
    li: '#ffe9b4',
    cloud: '#f8efdb',
    amb: '#f3c27c',
    at: 0.1,
    lit: false,
  },
  snow: {
    season: 'winter',
    time: 'late afternoon',
    sky: ['#7fa9c4', '#c9dbe0', '#fbe2d2'],
    sun: [300, 400, 40, '#ffe9d0'],
    haze: '#d3e0e6',
    land: ['#a9c3d2', '#c9d8e0', '#eef1ee', '#dfe8ec'],
    leaf: ['#6f9a96', '#3f6f76', '#234c5a'],
    water: ['#c4d8de', '#7ea5b8', '#fdf1e6'],
    path: '#cfdbe2',
    sh: '#2b4a72',
    li: '#fff0dd',
    cloud: '#f7f1ec',
    amb: '#dfe6ee',
    at: 0.12,
    lit: true,
    snow: true,
  },
  rose: {
    season: 'spring',
    time: 'sunrise',
    sky: ['#5f97ab', '#e2b3a5', '#fbdcb2'],
    sun: [760, 395, 50, '#fff3d6'],
    haze: '#eec3ae',
    land: ['#a9a6a0', '#7f9a7a', '#4f7f68', '#1f4646'],
    leaf: ['#e7a7a0', '#7ea274', '#3d705f'],
    water: ['#eec2ab', '#5b8b9b', '#fff0d8'],
    path: '#efd2ad',
    sh: '#263a5a',
    li: '#ffe3bd',
    cloud: '#f3cdb8',
    amb: '#f0b79a',
    at: 0.13,
    lit: false,
  },
  night: {
    season: 'winter',
    time: 'night',
    sky: ['#0c1a36', '#1b3557', '#3f6a86'],
    moon: [900, 140, 40],
    stars: true,
    haze: '#41658a',
    land: ['#2f5272', '#24466a', '#2a4a6d', '#0c1a33'],
    leaf: ['#3f6f80', '#26506a', '#163452'],
    water: ['#5b87a0', '#1a3556', '#ffe2a8'],
    path: '#4f7390',
    sh: '#060d22',
    li: '#ffd48a',
    cloud: '#3a5a7c',
    amb: '#223f66',
    at: 0.5,
    lit: true,
  },
} as const satisfies Record<string, Light>

export type LightName = keyof typeof lights

/** The one colour that says somebody is at home. */
export const lamplight = '#ffce73'

/** A material in the picture's light. */
export const tinted = (pen: Pen, colour: string) => mix(colour, pen.light.amb, pen.light.at)

/** Towards the shadow below nought, towards the light above it. */
export const toned = (pen: Pen, colour: string, by: number) => (by < 0 ? mix(colour, pen.light.sh, -by) : mix(colour, pen.light.li, by))
