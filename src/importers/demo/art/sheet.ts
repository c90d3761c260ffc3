import type { Light } from './light.ts'
import { height, width, type Pen } from './pen.ts'

const directions = { v: [0, 0, 0, 1], u: [0, 1, 0, 0], r: [0, 0, 1, 0], l: [1, 0, 0, 0] } as const

/** What is on the sheet, as an SVG with the gradients and filters it uses. Needless digits and spaces are left out. */
export function sheetOf({ sheet, light }: Pen): string {
  const body = sheet.join('').replaceAll(/ d="[^"]+"/g, shorter)
  const defs = Object.entries(definitions(light)).filter(([id]) => body.includes(`url(#${id})`))
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"><defs>${defs.map(([, text]) => text).join('')}</defs>${body}</svg>`
  return svg.replaceAll(/(\.\d\d)\d+/g, '$1')
}

const shorter = (data: string) =>
  data
    .replaceAll(/(?<=\d) (?=-)/g, '')
    .replaceAll(/(?<=[a-zA-Z]) /g, '')
    .replace(/^d=/, ' d=')

function definitions(light: Light): Record<string, string> {
  const stop = (offset: number, colour: string, opacity?: number) =>
    `<stop offset="${offset}" stop-color="${colour}"${opacity === undefined ? '' : ` stop-opacity="${opacity}"`}/>`
  const down = (id: string, stops: string) => `<linearGradient id="${id}" x2="0" y2="1">${stops}</linearGradient>`
  const ramp = (id: keyof typeof directions) => {
    const [x1, y1, x2, y2] = directions[id]
    const along = `x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}"`
    return `<linearGradient id="${id}" ${along}>${stop(0.1, '#000', 0)}${stop(1, '#000', 0.9)}</linearGradient>`
  }
  return {
    s: down('s', stop(0, light.sky[0]) + stop(0.58, light.sky[1]) + stop(1, light.sky[2])),
    w: down('w', stop(0, light.water[0]) + stop(0.75, light.water[1])),
    v: ramp('v'),
    u: ramp('u'),
    r: ramp('r'),
    l: ramp('l'),
    o: `<radialGradient id="o">${stop(0, '#000', 0.8)}${stop(1, '#000', 0)}</radialGradient>`,
    a: grain('a', light.sh),
    b: grain('b', light.li),
  }
}

/** Noise meets a gradient: where their sum passes a threshold there is a grain of `colour`. */
function grain(id: string, colour: string): string {
  const noise = '<feTurbulence type="fractalNoise" baseFrequency=".75" numOctaves="2" seed="4"/>'
  const steps = [
    noise,
    '<feColorMatrix values="0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 2.2 0 0 0 -.6"/>',
    '<feComposite in2="SourceAlpha" operator="arithmetic" k2=".8" k3="1" k4="-.82" result="m"/>',
    `<feFlood flood-color="${colour}"/>`,
    '<feComposite in2="m" operator="in"/>',
  ]
  return `<filter id="${id}" x="0" y="0" width="1" height="1" color-interpolation-filters="sRGB">${steps.join('')}</filter>`
}
