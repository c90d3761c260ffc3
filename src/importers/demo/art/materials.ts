import { chanceFrom } from './chance.ts'

/** What lies outside the windows. */
export type Place = 'sea' | 'mountains' | 'forest' | 'lake' | 'town' | 'fields'

const schemes = [
  {
    wall: '#f1d9b4',
    roof: '#b4573a',
    accent: '#2f6f73',
    accent2: '#e2915a',
    sofa: '#c8744a',
    inner: '#f3e4cb',
    cab: '#7fa39a',
    wains: '#a9c0b0',
    rug: '#d9b48a',
    linen: '#f6ecd8',
  },
  {
    wall: '#e3a78b',
    roof: '#5c5f6b',
    accent: '#21506b',
    accent2: '#f0c25c',
    sofa: '#356b7d',
    inner: '#f1dccb',
    cab: '#3f6b78',
    wains: '#d9b7a0',
    rug: '#b4573f',
    linen: '#fbf3e4',
  },
  {
    wall: '#9dbcae',
    roof: '#6d4a40',
    accent: '#c2543a',
    accent2: '#f2cf7a',
    sofa: '#6f8d6a',
    inner: '#e9ead6',
    cab: '#9db59a',
    wains: '#c7d1b6',
    rug: '#c98a5c',
    linen: '#fbf6e8',
  },
  {
    wall: '#f6efdf',
    roof: '#3f6573',
    accent: '#d2643f',
    accent2: '#6fa8a0',
    sofa: '#dd9a5c',
    inner: '#eef0e6',
    cab: '#d2dccf',
    wains: '#b4cfcb',
    rug: '#4f8289',
    linen: '#ffffff',
  },
  {
    wall: '#eec169',
    roof: '#7c4a3a',
    accent: '#35586b',
    accent2: '#c9573f',
    sofa: '#7b4f57',
    inner: '#f5dfb8',
    cab: '#c97f52',
    wains: '#e0b07c',
    rug: '#46626b',
    linen: '#fdf1da',
  },
  {
    wall: '#c8d3d2',
    roof: '#424c58',
    accent: '#e0a23c',
    accent2: '#b75b45',
    sofa: '#515f7a',
    inner: '#e3e4df',
    cab: '#45566b',
    wains: '#b9c2c6',
    rug: '#d9a860',
    linen: '#f5efe4',
  },
]

type Scheme = (typeof schemes)[number]

/** What a home is made of: the same in all of its pictures. */
export type Materials = Readonly<
  Scheme & { place: Place; walls: Trio; wood: string; stone: string; floor: string; tile: string; shut: boolean }
>

type Trio = readonly [string, string, string]

const neighbours: readonly [Trio, ...Trio[]] = [
  ['#e9cda9', '#cfd6c8', '#e6b79c'],
  ['#cfd6c8', '#d9c3a0', '#e9cda9'],
  ['#e6b79c', '#e9cda9', '#d9c3a0'],
  ['#d9c3a0', '#e6b79c', '#cfd6c8'],
]

/** @param scheme which set of colours; by chance of the seed when there is no such set */
export function materialsOf(seed: string, place: Place, scheme: number): Materials {
  const chance = chanceFrom(`${seed}/m`)
  const picked = chance.pick(schemes)
  return {
    ...(schemes[scheme] ?? picked),
    place,
    walls: chance.pick(neighbours),
    wood: chance.pick(['#a8764c', '#8f6246', '#c09566']),
    stone: chance.pick(['#e3d3b4', '#d8c7ab', '#d9d0bd']),
    floor: chance.pick(['#c99b68', '#b98558', '#d8b486']),
    tile: chance.pick(['#e9dcc4', '#d9d6c8', '#e4c9ae']),
    shut: chance.next() < 0.5,
  }
}
