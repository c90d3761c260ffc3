/** Colours are '#rrggbb'. They are mixed in OKLab, where a shadow stays the colour of its wall. */
type Lab = readonly [number, number, number]

const linear = (channel: number) => (channel / 255 <= 0.04045 ? channel / 255 / 12.92 : ((channel / 255 + 0.055) / 1.055) ** 2.4)
const encoded = (light: number) =>
  Math.round(255 * Math.min(1, Math.max(0, light <= 0.0031308 ? 12.92 * light : 1.055 * light ** (1 / 2.4) - 0.055)))
const hex = (light: number) => encoded(light).toString(16).padStart(2, '0')

function labOf(colour: string): Lab {
  const value = Number.parseInt(colour.slice(1), 16)
  const [r, g, b] = [linear(value >> 16), linear((value >> 8) & 255), linear(value & 255)]
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ]
}

function colourOf([lightness, a, b]: Lab): string {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
  const red = hex(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s)
  const green = hex(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s)
  return `#${red}${green}${hex(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s)}`
}

/** `share` of 0 is `from`, of 1 is `to`. */
export function mix(from: string, to: string, share: number): string {
  const [l, a, b] = labOf(from)
  const [toL, toA, toB] = labOf(to)
  return colourOf([l + (toL - l) * share, a + (toA - a) * share, b + (toB - b) * share])
}
