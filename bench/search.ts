/**
 * How fast search is: `npm run bench -- search [--units 1000000] [--rate 1000] [--seconds 20] [--questions 3000]
 * [--sql-units 50000] [--rebuild-units 100000] [--threads 1]
 * [--without flexible,snapshot,threads,changes,http,sql,rebuild,visible]`.
 *
 * Homes are made up from a seed, in the spread of four real cities (search/real-cities.ts), in the world's 10,000 largest towns:
 * the n-th largest has a share of them, and of what is asked, as n to the power of -0.8. A question is a town or a map near
 * one, a stay of one to seven nights in the coming months, guests and two filters; no two are the same.
 *
 * The engine is timed alone, then over HTTP from another process that asks at a fixed rate, answered or not (open loop): late
 * answers count from when they were due. Nights and prices of these homes are in the index only; what their cards say is in
 * SQLite. What is asked by SQL, followed and rebuilt is in databases with everything, and smaller: so many homes of the 20
 * largest towns, which then have as many each as the four real cities have on average. From two million units on, the engine
 * and its memory alone are measured.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { dayMs, systemClock } from '../src/kernel/clock.ts'
import { openDatabase } from '../src/platform/db.ts'
import { migrateToLatest } from '../src/platform/migrate.ts'
import { missing } from '../test/machine.ts'
import { startBigMariaDb } from './search/big-mariadb.ts'
import { timeChanges } from './search/changes.ts'
import { timeEngine, timeFlexible } from './search/engine-times.ts'
import * as figures from './search/figures.ts'
import { cardRowsOf, rowsOf } from './search/home-rows.ts'
import { newHomes, taking } from './search/homes.ts'
import { timeHttp } from './search/http.ts'
import { newQuestions } from './search/questions.ts'
import { timeRebuild } from './search/rebuild.ts'
import { ms, print, round, type Row } from './search/report.ts'
import { timeSnapshot } from './search/snapshot.ts'
import { timeSql } from './search/sql-baseline.ts'
import { timed } from './search/times.ts'
import { loadTowns } from './search/towns.ts'
import { timeVisible } from './search/visible.ts'
import { fillWorld, homesSeed, type World } from './search/world.ts'
import { writeToMariaDb, writeToSqlite } from './search/write-homes.ts'

const { values } = parseArgs({
  options: {
    units: { type: 'string', default: '1000000' },
    rate: { type: 'string', default: '1000' },
    seconds: { type: 'string', default: '20' },
    questions: { type: 'string', default: '3000' },
    'sql-units': { type: 'string', default: '50000' },
    'rebuild-units': { type: 'string', default: '100000' },
    threads: { type: 'string', default: String(Math.max(1, availableParallelism() - 1)) },
    without: { type: 'string', default: '' },
  },
})
const units = Number(values.units)
const [rate, seconds, questionCount] = [Number(values.rate), Number(values.seconds), Number(values.questions)]
const threads = Number(values.threads)
const [sqlUnits, rebuildUnits] = [Number(values['sql-units']), Number(values['rebuild-units'])]
const unitsMax = 20_000_000
if (!(units >= 1 && units <= unitsMax)) throw new Error(`--units is 1 to ${unitsMax}`)

const engineAloneFrom = 2_000_000
const without = new Set(
  units < engineAloneFrom ? values.without.split(',') : ['flexible', 'snapshot', 'threads', 'changes', 'http', 'sql', 'rebuild', 'visible'],
)
const folder = mkdtempSync(path.join(tmpdir(), 'sojourn-bench-'))
const today = Math.floor(systemClock.now() / dayMs)
const towns = await loadTowns(10_000)
const largestTowns = await loadTowns(20)
const questions = newQuestions({ towns, seed: 2, today })
/** Hosts who close a night, of homes with everything in a database. */
const changing = { perSecond: 25, seconds }
const rows: Row[] = []
const results = { engineP50Ms: 0, engineP99Ms: 0, httpP99Ms: 0, qps: 0, rssMiB: 0, sqlRatio: 0 }

try {
  await run()
} finally {
  rmSync(folder, { recursive: true, force: true })
}

async function run(): Promise<void> {
  const tookMs = await timed(async () => {
    await measureLarge(await fillWorld({ towns, today, units }))
    if (!isSkipped('sql', missing('mariadb'))) await measureMariaDb()
    if (!isSkipped('rebuild')) await measureSqlite()
  })
  print([
    ...rows,
    { figure: 'all of this', measured: `${(tookMs / 60_000).toFixed(1)} minutes`, bar: '10 minutes', met: tookMs <= 600_000 },
  ])
  console.log(JSON.stringify({ bench: 'search', units, ...results }))
}

/** The engine with all homes, alone and over HTTP. */
async function measureLarge(world: World): Promise<void> {
  const { subject } = world
  rows.push(...figures.worldRows(world, towns.all.length))
  const engine = await timeEngine(subject, questions, questionCount)
  rows.push(figures.engineRow(units, engine))
  Object.assign(results, { engineP50Ms: round(engine.p50), engineP99Ms: round(engine.p99) })
  if (!isSkipped('flexible')) {
    rows.push(...figures.flexibleRows(await timeFlexible(subject, questions, { count: questionCount, today })))
  }
  if (!isSkipped('snapshot')) {
    const [market, file] = [await newSqlite('market'), path.join(folder, 'search.snapshot')]
    const report = await timeSnapshot({ url: `sqlite:${market}`, file, subject, questions })
    rows.push(...figures.snapshotRows(report, units))
  }
  if (!isSkipped('threads')) {
    await subject.startThreads(threads)
    rows.push(figures.threadRow(threads, await timeEngine(subject, questions, questionCount)))
  }
  if (!isSkipped('changes')) {
    const [changesPerSecond, searchesPerSecond] = [10_000, 500]
    const changes = await timeChanges({ ...world, today, questions, changesPerSecond, searchesPerSecond, seconds: seconds / 2 })
    rows.push(...figures.changesRows(changes, searchesPerSecond))
  }
  if (!isSkipped('http')) await measureHttp(world)
  const { rss } = process.memoryUsage()
  rows.push(...figures.memoryRows(world, rss))
  results.rssMiB = Math.round(rss / 2 ** 20)
  await subject.stop()
}

async function measureHttp({ homes, subject }: World): Promise<void> {
  const file = await newSqlite('cards')
  const wroteMs = await timed(() => writeToSqlite(file, taking(homes.all(), units), cardRowsOf))
  rows.push({ figure: 'cards written to SQLite (nights and prices are in the index only)', measured: `${units} units`, bar: ms(wroteMs) })
  const db = openDatabase(`sqlite:${file}`)
  const load = { rate, seconds, warmUp: Math.round((rate * seconds) / 2) }
  const report = await timeHttp({ db, clock: systemClock, search: subject.asSearch(db) }, load, newQuestions({ towns, seed: 3, today }))
  await db.destroy()
  rows.push(...figures.httpRows(rate, report))
  Object.assign(results, { httpP99Ms: round(report.p99), qps: round(report.qps) })
}

/** The same homes in the engine and in a database: what SQL needs for the same answers, and how soon changes are seen. */
async function measureMariaDb(): Promise<void> {
  const { url, stop } = await startBigMariaDb()
  try {
    const { homes, subject } = await fillWorld({ towns: largestTowns, today, units: sqlUnits })
    await writeToMariaDb(url, taking(homes.all(), sqlUnits), rowsOf)
    const sqlQuestions = newQuestions({ towns: largestTowns, seed: 4, today, sorts: ['price', 'rating'] })
    const sql = await timeSql({ url, subject, questions: sqlQuestions, count: Math.ceil(questionCount / 10) })
    rows.push(...figures.sqlRows(sql, sqlUnits, largestTowns.all.length))
    results.sqlRatio = round(sql.sqlP50 / sql.oursP50)
    if (!isSkipped('visible')) rows.push(...figures.visibleRows('MariaDB', sqlUnits, await timeVisible({ url, homes, today, ...changing })))
  } finally {
    await stop()
  }
}

/** How long search takes to read all of a database, of three sizes, and how soon it sees changes in the largest. */
async function measureSqlite(): Promise<void> {
  const file = await newSqlite('rebuild')
  const homes = newHomes({ towns: largestTowns, seed: homesSeed, today })
  const rebuilt = await timeRebuild(file, homes, [rebuildUnits / 4, rebuildUnits / 2, rebuildUnits])
  rows.push(...figures.rebuildRows(rebuilt))
  if (isSkipped('visible')) return
  const visible = await timeVisible({ url: `sqlite:${file}`, homes, today, ...changing })
  rows.push(...figures.visibleRows('SQLite', rebuildUnits, visible))
}

async function newSqlite(name: string): Promise<string> {
  const file = path.join(folder, `${name}.db`)
  const db = openDatabase(`sqlite:${file}`)
  await migrateToLatest(db)
  await db.destroy()
  return file
}

function isSkipped(part: string, lacking?: string): boolean {
  const why = without.has(part) ? 'as asked' : lacking
  if (why) console.log(`${part}: SKIPPED, ${why}`)
  return why !== undefined
}
