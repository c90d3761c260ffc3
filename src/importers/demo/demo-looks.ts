import type { LightName } from './art/light.ts'
import type { Look } from './art/portrait.ts'
import type { DemoHostSlug } from './demo-hosts.ts'
import type { DemoGuest } from './demo-people.ts'

type Sitter = Readonly<{ light: LightName; looks: readonly Look[] }>

/** What the demo's people look like; two let together here and there. */
export const demoLooks: Readonly<Record<DemoHostSlug | DemoGuest | 'bente', Sitter>> = {
  maren: { light: 'golden', looks: [{ skin: '#e9b792', hair: 'beanie', hairColour: '#2f5f73', coat: '#d9a441', collar: '#f0e2c4' }] },
  idris: {
    light: 'mist',
    looks: [{ skin: '#8a5a3c', hair: 'short', hairColour: '#2b211c', coat: '#38605a', collar: '#24443f', beard: true }],
  },
  bea: {
    light: 'autumn',
    looks: [
      { skin: '#efc3a0', hair: 'bun', hairColour: '#a4512c', coat: '#5c7a4a', collar: '#e9dcc0' },
      { skin: '#efc3a0', hair: 'bob', hairColour: '#b8683a', coat: '#a2463c', collar: '#f2e4c8', glasses: true },
    ],
  },
  jon: {
    light: 'snow',
    looks: [{ skin: '#e6b48f', hair: 'beanie', hairColour: '#8c3b34', coat: '#6a4a33', collar: '#c9b18a', beard: true }],
  },
  tove: { light: 'rose', looks: [{ skin: '#f0caab', hair: 'long', hairColour: '#d9b36a', coat: '#3f5d7a', collar: '#e8dfd2' }] },
  olu: { light: 'clear', looks: [{ skin: '#5f3d2b', hair: 'curls', hairColour: '#2a1c18', coat: '#e0743c', collar: '#f4ead6' }] },
  samir: {
    light: 'rose',
    looks: [{ skin: '#b98058', hair: 'bald', hairColour: '#5a5048', coat: '#374a63', collar: '#d8c9a8', beard: true, glasses: true }],
  },
  noor: {
    light: 'clear',
    looks: [{ skin: '#c9966c', hair: 'parted', hairColour: '#2a2023', coat: '#2c3440', collar: '#2f6f78', glasses: true }],
  },
  ruth: {
    light: 'rose',
    looks: [
      { skin: '#eabd9a', hair: 'bob', hairColour: '#b9b3ab', coat: '#7b4a63', collar: '#f0e4d4' },
      { skin: '#e2ae88', hair: 'short', hairColour: '#d5d0c6', coat: '#4d6a58', collar: '#e9dcc0', glasses: true },
    ],
  },
  gwen: {
    light: 'mist',
    looks: [{ skin: '#ecc2a2', hair: 'bob', hairColour: '#dcd7ce', coat: '#2f4a66', collar: '#f0e6d6', glasses: true }],
  },
  anselm: {
    light: 'golden',
    looks: [{ skin: '#e3ad86', hair: 'bald', hairColour: '#c9bfae', coat: '#efe4cd', collar: '#d8c7a3', beard: true }],
  },
  lena: { light: 'snow', looks: [{ skin: '#e7b590', hair: 'bun', hairColour: '#4a3022', coat: '#c14b3f', collar: '#f3e7d3' }] },
  ana: { light: 'rose', looks: [{ skin: '#d9a077', hair: 'long', hairColour: '#3a2620', coat: '#3d7468', collar: '#efe1c6' }] },
  bente: { light: 'clear', looks: [{ skin: '#efc7a6', hair: 'parted', hairColour: '#8b5a34', coat: '#28506b', collar: '#f0e6d6' }] },
  tobias: {
    light: 'autumn',
    looks: [{ skin: '#ebba95', hair: 'short', hairColour: '#7a4d2b', coat: '#59604a', collar: '#e4d6b6', glasses: true }],
  },
  ines: { light: 'golden', looks: [{ skin: '#dca67e', hair: 'bob', hairColour: '#2f211d', coat: '#b34a4a', collar: '#f4e6cf' }] },
  wei: { light: 'mist', looks: [{ skin: '#ecc49c', hair: 'parted', hairColour: '#1f1a1b', coat: '#4a5f86', collar: '#eee4d2' }] },
  clara: { light: 'clear', looks: [{ skin: '#70472f', hair: 'bun', hairColour: '#251916', coat: '#d8a53e', collar: '#fff0d2' }] },
  yusuf: {
    light: 'autumn',
    looks: [{ skin: '#c8936a', hair: 'short', hairColour: '#231b19', coat: '#5a3f54', collar: '#e6d7bd', beard: true }],
  },
}
