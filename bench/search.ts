/**
 * How fast search is: `npm run bench -- search [--units 20000] [--rate 100] [--seconds 20]`. Makes homes from a seed in an
 * embedded database, fills search from it, times single questions to the engine, and then the whole API over HTTP from
 * another process that asks at a fixed rate, whether it has been answered or not (open loop): late answers count from when
 * they were due.
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { addDays, dayNumber, daysBetween, fromDayNumber } from '../src/kernel/calendar-date.ts'
import { dayMs, systemClock } from '../src/kernel/clock.ts'
import { newIds } from '../src/kernel/ids.ts'
import { systemRandom } from '../src/kernel/random.ts'
import { openDatabase, type Db } from '../src/platform/db.ts'
import { buildServer } from '../src/platform/http/server.ts'
import { migrateToLatest } from '../src/platform/migrate.ts'
import { newLogger, newMetrics } from '../src/platform/telemetry.ts'
import { boxAround } from '../src/search/geography.ts'
import type { Query } from '../src/search/query.ts'
import { searchRoutes } from '../src/search/routes.ts'
import { newSearch, type Search } from '../src/search/search.ts'
import { newDice, type Dice } from '../test/dice.ts'
import type { Load, LoadReport } from './search/load.ts'
import { amenities, pickCity, placeTypes, writeTown } from './search/town.ts'

const { values } = parseArgs({
  options: {
    units: { type: 'string', default: '20000' },
    rate: { type: 'string', default: '100' },
    seconds: { type: 'string', default: '20' },
  },
})
const [units, rate, seconds] = [Number(values.units), Number(values.rate), Number(values.seconds)]
/** All of it, nights and prices, goes through SQLite: this many take about 8 of our 10 minutes. */
const unitsMax = 250_000
if (!(units >= 1 && units <= unitsMax)) throw new Error(`--units is 1 to ${unitsMax}`)

const log = newLogger({ level: 'silent' })
const folder = mkdtempSync(path.join(tmpdir(), 'sojourn-bench-'))
const today = Math.floor(systemClock.now() / dayMs)
const engineQuestions = 2_000

async function bench(): Promise<void> {
  const db = openDatabase(`sqlite:${path.join(folder, 'bench.db')}`)
  await migrateToLatest(db)
  const wroteMs = await timed(() => writeTown(db, { units, seed: 1, today }))
  const search = newSearch({ db, clock: systemClock }, { log })
  const filledMs = await timed(search.start)
  const engine = await timeEngine(search)
  const http = await timeHttp(db, search)
  const rssMiB = Math.round(process.memoryUsage().rss / 2 ** 20)
  await search.stop()
  await db.destroy()
  report([
    ['homes written to SQLite', `${units}`, `${Math.round(wroteMs)} ms`],
    ['search filled from it', `${units} units`, `${Math.round(filledMs)} ms`],
    ['engine, a city, dates, guests, two filters', `p50 ${engine.p50.toFixed(2)} ms`, `p99 ${engine.p99.toFixed(2)} ms`],
    [`HTTP, ${rate} a second for ${seconds} s`, `p50 ${http.p50.toFixed(1)} ms`, `p99 ${http.p99.toFixed(1)} ms`],
    ['answered', `${http.qps.toFixed(1)} a second`, `${http.failed} failed`],
    ['memory of the process', `${rssMiB} MiB`, ''],
  ])
  const figures = {
    engineP50Ms: round(engine.p50),
    engineP99Ms: round(engine.p99),
    httpP99Ms: round(http.p99),
    qps: round(http.qps),
    rssMiB,
  }
  console.log(JSON.stringify({ bench: 'search', units, ...figures }))
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now()
  await work()
  return performance.now() - startedAt
}

const round = (value: number) => Math.round(value * 100) / 100
const quantile = (sorted: readonly number[], share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0

/** Cities as often as they are large, a few nights in the coming half year, two filters. */
function newQuestion(dice: Dice) {
  const city = pickCity(dice)
  const checkIn = fromDayNumber(today + 1 + dice.below(180))
  return {
    city,
    checkIn,
    checkOut: addDays(checkIn, 2 + dice.below(6)),
    adults: 1 + dice.below(4),
    amenity: dice.pick(amenities),
    placeType: dice.pick(placeTypes.slice(0, 2)),
    sort: dice.pick(['recommended', 'recommended', 'recommended', 'price'] as const),
  }
}

async function timeEngine(search: Search): Promise<{ p50: number; p99: number }> {
  const dice = newDice(2)
  const times: number[] = []
  for (let i = 0; i < engineQuestions * 1.1; i++) {
    const query = queryOf(newQuestion(dice))
    const ms = await timed(() => search.search(query))
    // The first tenth warms up.
    if (i >= engineQuestions / 10) times.push(ms)
  }
  const sorted = times.toSorted((a, b) => a - b)
  return { p50: quantile(sorted, 0.5), p99: quantile(sorted, 0.99) }
}

function queryOf({ city, checkIn, checkOut, adults, amenity, placeType, sort }: ReturnType<typeof newQuestion>): Query {
  const wished = dayNumber(checkIn)
  return {
    box: boxAround(city, 15),
    centre: city,
    when: { nights: daysBetween(checkIn, checkOut), arrivals: [wished], wished },
    guests: { adults, children: 0, infants: 0, pets: 0 },
    priceMin: null,
    priceMax: null,
    priceBy: 'total',
    currency: null,
    amenities: [amenity],
    placeTypes: [placeType],
    propertyTypes: [],
    bedroomsMin: 0,
    bedsMin: 0,
    bathroomsMin: 0,
    ratingMin: 0,
    instantBook: false,
    freeCancellation: false,
    facets: false,
    instead: false,
    sort,
    limit: 18,
    cursor: null,
  }
}

async function timeHttp(db: Db, search: Search): Promise<LoadReport> {
  const clock = systemClock
  const app = await buildServer({
    log,
    ids: newIds(clock, systemRandom),
    metrics: newMetrics({ process: false }),
    limits: { general: 1e9, sign_in: 1, booking: 1 },
    trustProxy: 0,
    https: false,
    development: false,
    loopbackOnly: true,
    isOurs: () => true,
    actorOf: async () => ({ actor: null, setCookies: [] }),
    about: { name: 'Bench', version: '0' },
  })
  await searchRoutes(app, { db, clock, search })
  const origin = await app.listen({ host: '127.0.0.1', port: 0 })
  const dice = newDice(3)
  const urls = Array.from({ length: 2_000 }, () => {
    const { city, amenity, adults, ...rest } = newQuestion(dice)
    const bbox = boxAround(city, 15)
      .map((side) => side.toFixed(5))
      .join(',')
    const parameters = new URLSearchParams({ bbox, amenities: amenity, adults: String(adults), ...rest })
    return `${origin}/search?${parameters.toString()}`
  })
  const load: Load = { urls, rate, seconds }
  const asker = fork(new URL('search/load.ts', import.meta.url))
  asker.send(load)
  const answered = (await once(asker, 'message')) as [LoadReport]
  await app.close()
  return answered[0]
}

function report(rows: readonly [string, string, string][]): void {
  const width = (column: 0 | 1 | 2) => Math.max(...rows.map((row) => row[column].length))
  for (const row of rows) console.log(row.map((cell, column) => cell.padEnd(width(column as 0 | 1 | 2))).join('   '))
}

try {
  await bench()
} finally {
  rmSync(folder, { recursive: true, force: true })
}
