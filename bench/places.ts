/**
 * How fast places are found: `npm run bench -- places [--listings 1000000] [--areas 5000]`. Reads the places of the world, puts
 * listings into areas of our own, and asks for suggestions one after the other: as guests type, with slips, and what nobody means.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { parseArgs } from 'node:util'
import { newAreas } from '../src/search/places/areas.ts'
import { newGazetteer } from '../src/search/places/gazetteer.ts'
import { loadWorld, nameOf, pointOf } from '../src/search/places/world.ts'
import { newDice } from '../test/dice.ts'
import { hostileStrings } from '../test/hostile-strings.ts'

const { values } = parseArgs({ options: { listings: { type: 'string', default: '1000000' }, areas: { type: 'string', default: '5000' } } })
const [listings, areasAsked] = [Number(values.listings), Number(values.areas)]
const questions = 2_000
const dice = newDice(1)
const round = (ms: number) => Math.round(ms * 100) / 100
const rssMiB = () => process.memoryUsage().rss / 2 ** 20

const delay = monitorEventLoopDelay({ resolution: 1 })
const rssBefore = rssMiB()
delay.enable()
const loadStart = performance.now()
const world = await loadWorld()
const loadMs = performance.now() - loadStart
delay.disable()
const worldMiB = rssMiB() - rssBefore

const areas = newAreas()
const someTown = () => dice.below(world.towns)
const towns = Array.from({ length: areasAsked }, someTown)
const whereabouts = towns.map((town, index) => {
  return {
    ...pointOf(world, town),
    country: 'XX',
    region: null,
    town: nameOf(world, town),
    neighbourhood: `${nameOf(world, someTown())} ${index}`,
  }
})
const addStart = performance.now()
for (let i = 0; i < listings; i++) {
  const home = whereabouts[i % whereabouts.length]
  if (home) areas.add(areas.codeOf(home), home)
}
const addMs = performance.now() - addStart

const gazetteer = newGazetteer({ world: loadWorld, areas, countIn: async (boxes) => boxes.map(() => 0) })

const letters = (from: string, most: number) => Array.from({ length: 1 + dice.below(most) }, () => dice.pick([...from])).join('')
const asked = {
  'beginnings of names': () => {
    const name = nameOf(world, someTown())
    return name.slice(0, 1 + dice.below(name.length))
  },
  'names with a slip': () => {
    const name = nameOf(world, someTown())
    const at = dice.below(name.length)
    return name.slice(0, at) + dice.pick(['', 'e', name[at + 1] ?? '']) + name.slice(at + 1)
  },
  'frequent letters': () => letters('aeinorst', 12),
  'many names at once': () => Array.from({ length: 8 }, () => nameOf(world, someTown())).join(dice.pick([' ', ', '])),
  'a hundred letters': () => letters('abcdefghijklmnopqrstuvwxyz ', 100),
  'one letter, again and again': () => dice.pick([...'aeinorst']).repeat(1 + dice.below(100)),
  'other alphabets': () => letters(dice.pick(['абвгдежзиклмнопрст', 'ابتثجحخدذرزسشصضطظعغفق', '東京大阪市北南西山川']), 12),
  'hostile strings': () => dice.pick(hostileStrings()).slice(0, 100),
}

async function time(question: () => string): Promise<{ p50: number; p99: number }> {
  const times: number[] = []
  for (let i = 0; i < questions * 1.1; i++) {
    const text = question()
    const start = performance.now()
    await gazetteer.suggest(text, 8)
    // The first tenth warms up.
    if (i >= questions / 10) times.push(performance.now() - start)
  }
  const sorted = times.toSorted((a, b) => a - b)
  return { p50: sorted[Math.floor(sorted.length * 0.5)] ?? 0, p99: sorted[Math.floor(sorted.length * 0.99)] ?? 0 }
}

const row = (what: string, one: string, two = '') => console.log(`${what.padEnd(48)} ${one.padStart(14)} ${two.padStart(14)}`)
row('places of the world read, in a thread', `${Math.round(loadMs)} ms`, `${Math.round(worldMiB)} MiB more`)
row('longest that the other thread was held up', `${round(delay.max / 1e6)} ms`)
row(`${listings} listings put into ${whereabouts.length} areas`, `${Math.round(addMs)} ms`)
let worst = { p50: 0, p99: 0 }
for (const [what, question] of Object.entries(asked)) {
  const times = await time(question)
  if (times.p99 > worst.p99) worst = times
  row(`suggestions for ${what}`, `p50 ${times.p50.toFixed(2)} ms`, `p99 ${times.p99.toFixed(2)} ms`)
}
console.log(
  JSON.stringify({
    bench: 'places',
    listings,
    areas: whereabouts.length,
    worstP50Ms: round(worst.p50),
    worstP99Ms: round(worst.p99),
    heldUpMs: round(delay.max / 1e6),
    loadMs: Math.round(loadMs),
    worldMiB: Math.round(worldMiB),
    addMs: Math.round(addMs),
  }),
)
