import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import { accentChanges, accentStyle } from './accent.ts'

/** Words, and what they stand on. */
const read = [
  ['ink', 'paper'],
  ['ink', 'tint-2'],
  ['ink-2', 'paper'],
  ['ink-2', 'surface'],
  ['ink-2', 'sunk'],
  ['ink-2', 'tint'],
  ['ink-3', 'paper'],
  ['ink-3', 'surface'],
  ['ink-3', 'sunk'],
  ['accent', 'paper'],
  ['accent', 'surface'],
  ['accent', 'sunk'],
  ['accent', 'tint'],
  ['on-solid', 'solid'],
  ['on-solid', 'solid-hi'],
  ['good', 'paper'],
  ['good', 'surface'],
  ['bad', 'paper'],
  ['bad', 'surface'],
  ['lamp-ink', 'paper'],
] as const
/** What must be seen to be operated. */
const seen = [
  ['edge', 'paper'],
  ['edge', 'surface'],
  ['focus', 'paper'],
  ['focus', 'surface'],
] as const

const css = readFileSync(new URL('../styles/tokens.css', import.meta.url), 'utf8').replaceAll(/\/\*[\s\S]*?\*\//g, '')
const declared = new Map([...css.matchAll(/--([\w-]+):\s*([^;]+);/g)].toReversed().map(([, name = '', value = '']) => [name, value]))

/** Arguments of a function, cut at its own commas only. */
function argumentsOf(call: string): string[] {
  const inside = call.slice(call.indexOf('(') + 1, call.lastIndexOf(')'))
  const parts = ['']
  let depth = 0
  for (const letter of inside) {
    depth += letter === '(' ? 1 : letter === ')' ? -1 : 0
    if (letter === ',' && depth === 0) parts.push('')
    else parts[parts.length - 1] += letter
  }
  return parts.map((part) => part.trim())
}

type Theme = ReadonlyMap<string, string>

function resolved(text: string, theme: Theme): string {
  const next = text.replaceAll(/var\(--([\w-]+)\)/g, (_, name: string) => theme.get(name) ?? declared.get(name) ?? assert.fail(name))
  return next === text ? text : resolved(next, theme)
}

/** calc() with two operands, from the inside out. */
function worked(text: string): string {
  const next = text.replaceAll(/calc\((-?[\d.]+) ([*+-]) (-?[\d.]+)\)/g, (_, a: string, sign: string, b: string) =>
    String(sign === '*' ? Number(a) * Number(b) : sign === '+' ? Number(a) + Number(b) : Number(a) - Number(b)),
  )
  return next === text ? text : worked(next)
}

function luminance(role: string, theme: Theme, dusk: boolean): number {
  const text = worked(resolved(declared.get(role) ?? assert.fail(role), theme))
  const colour = text.startsWith('light-dark') ? (argumentsOf(text)[dusk ? 1 : 0] ?? '') : text
  const [lightness = NaN, chroma = NaN, hue = NaN] = (argumentsOf(colour)[0] ?? '').split(/\s+/).map(Number)
  assert.ok(Number.isFinite(lightness + chroma + hue), `${role}: ${colour}`)
  const [a, b] = [chroma * Math.cos((hue * Math.PI) / 180), chroma * Math.sin((hue * Math.PI) / 180)]
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
  // What a screen cannot show is cut off, as browsers do.
  const [red, green, blue] = [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ].map((share) => Math.min(1, Math.max(0, share)))
  return 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0)
}

function contrast(over: string, under: string, theme: Theme, dusk: boolean): number {
  const [x, y] = [luminance(over, theme, dusk), luminance(under, theme, dusk)]
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05)
}

const themeOf = (hex: string): Theme =>
  new Map(
    accentStyle(hex)
      .split(';')
      .map((pair) => [pair.slice(2, pair.indexOf(':')), pair.slice(pair.indexOf(':') + 1)]),
  )

const colour = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`)
const corners = ['#000', '#fff', '#f00', '#0f0', '#00f', '#ff0', '#0ff', '#f0f', '#808080', '#c2410c', '#8fd3c8', '#ffd400']

function assertReadable(hex: string): void {
  const theme = themeOf(hex)
  for (const dusk of [false, true]) {
    const where = `of ${hex} ${dusk ? 'after dusk' : 'by day'}`
    for (const [over, under] of read) {
      const ratio = contrast(over, under, theme, dusk)
      assert.ok(ratio >= 4.5, `${over} on ${under} ${where}: ${ratio.toFixed(2)}`)
    }
    for (const [over, under] of seen) {
      const ratio = contrast(over, under, theme, dusk)
      assert.ok(ratio >= 3, `${over} on ${under} ${where}: ${ratio.toFixed(2)}`)
    }
  }
}

test('words can be read in a theme of any colour, by day and after dusk', () => {
  for (const hex of corners) assertReadable(hex)
  fc.assert(fc.property(colour, assertReadable), { numRuns: 1500 })
})

test('an operator is told what had to be changed of their colour', () => {
  assert.deepEqual(accentChanges('#1d5c63'), [])
  assert.deepEqual(accentChanges('#ff0000'), ['quieter', 'darker'])
  assert.deepEqual(accentChanges('#000000'), ['lighter'])
  assert.deepEqual(accentChanges('#ffffff'), ['darker'])
})
