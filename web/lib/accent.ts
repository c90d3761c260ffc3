/** An accent colour as a theme keeps it: lightness, chroma and hue of OKLCH. */
type Oklch = Readonly<{ lightness: number; chroma: number; hue: number }>

const linear = (byte: number) => {
  const share = byte / 255
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
}

/** @see https://bottosson.github.io/posts/oklab/ for the matrices. Takes '#1d5c63' or '#abc'. */
function oklchOf(hex: string): Oklch {
  const digits = hex.slice(1)
  const full = digits.length === 3 ? [...digits].map((digit) => digit + digit).join('') : digits
  const value = Number.parseInt(full, 16)
  const [red, green, blue] = [linear(value >> 16), linear((value >> 8) & 255), linear(value & 255)]
  const l = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
  const m = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
  const s = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
  const a = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s
  const b = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s
  return {
    lightness: 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    chroma: Math.hypot(a, b),
    hue: ((Math.atan2(b, a) * 180) / Math.PI + 360) % 360,
  }
}

const clamp = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value))
const chromaMax = 0.135
/** Yellows, mints and sky blues stay bright, with dark ink on them. */
const brightFrom = 0.72

export const isAccent = (text: string) => /^#([\da-f]{3}|[\da-f]{6})$/i.test(text)

export type AccentChange = 'quieter' | 'darker' | 'lighter'

/** What becomes of a colour on buttons, so that its operator is told rather than surprised; empty: it stays as it is. */
export function accentChanges(hex: string): AccentChange[] {
  const { lightness, chroma } = oklchOf(hex)
  const solid = solidLightness(lightness)
  const changes: AccentChange[] = []
  if (chroma > chromaMax + 0.005) changes.push('quieter')
  if (solid < lightness - 0.02) changes.push('darker')
  if (solid > lightness + 0.02) changes.push('lighter')
  return changes
}

const solidLightness = (lightness: number) => (lightness > brightFrom ? clamp(lightness, 0.78, 0.88) : clamp(lightness, 0.34, 0.46))

/** The four custom properties of an operator's theme. Hue and clamped chroma are theirs, lightness is ours: so contrast holds for any colour. */
export function accentStyle(hex: string): string {
  const { lightness, chroma, hue } = oklchOf(hex)
  const bright = lightness > brightFrom
  const solid = solidLightness(lightness)
  const values = {
    '--accent-h': hue.toFixed(1),
    '--accent-c': clamp(chroma, 0, chromaMax).toFixed(3),
    '--solid-l': solid.toFixed(3),
    '--on-solid-l': bright ? '0.22' : '0.99',
  }
  return Object.entries(values)
    .map(([name, value]) => `${name}:${value}`)
    .join(';')
}
