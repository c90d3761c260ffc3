/**
 * How long the import of a city takes on each database, how much memory it needs, and how long others wait meanwhile for
 * the same SQLite file: `npm run bench -- import [FOLDER]`. Without a folder, Singapore from the data folder.
 */
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { newIds } from '../src/kernel/ids.ts'
import { systemClock } from '../src/kernel/clock.ts'
import { systemRandom } from '../src/kernel/random.ts'
import { openDatabase, write } from '../src/platform/db.ts'
import { migrateToLatest } from '../src/platform/migrate.ts'
import { announce } from '../src/platform/outbox.ts'
import { dataFolder } from '../test/machine.ts'
import { startMariaDb } from '../test/mariadb.ts'
import { tempFolder } from '../test/temp.ts'

const visitorPauseMs = 40

const data = dataFolder()
const folder = process.argv[2] ?? (data && path.join(data, 'inside-airbnb/singapore-2023-09'))
if (!folder) throw new Error('name a folder with listings.csv.gz and calendar.csv.gz: there is no data folder on this machine')

type Measured = { seconds: number; peakMegabytes: number; summary: string }

/** Runs the operator's own command, in its own process. */
async function runImport(databaseUrl: string, dataDir: string): Promise<Measured> {
  const began = performance.now()
  const args = [
    '--disable-warning=ExperimentalWarning',
    'bin/sojourn.ts',
    'import',
    'inside-airbnb',
    String(folder),
    '--currency',
    'SGD',
    '--rebase-dates',
    '--publish',
  ]
  const child = spawn(process.execPath, args, {
    env: { ...process.env, DATABASE_URL: databaseUrl, SOJOURN_DATA: dataDir },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let [summary, peakMegabytes] = ['', 0]
  child.stdout.setEncoding('utf8').on('data', (text: string) => (summary += text))
  const watch = setInterval(() => (peakMegabytes = Math.max(peakMegabytes, residentMegabytes(child.pid))), 50)
  const code = await new Promise((resolve) => child.once('close', resolve))
  clearInterval(watch)
  if (code !== 0) throw new Error(`the import ended with ${String(code)}`)
  return { seconds: (performance.now() - began) / 1000, peakMegabytes, summary }
}

/** The most that the process has ever had, as Linux counts it; 0 elsewhere. */
function residentMegabytes(pid: number | undefined): number {
  try {
    return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${String(pid)}/status`, 'utf8'))?.[1] ?? 0) / 1024
  } catch {
    return 0
  }
}

/** A visitor of the running market, in this process: how long their reads and writes take while `until` is pending. */
async function visit(databaseUrl: string, until: Promise<unknown>) {
  const db = openDatabase(databaseUrl)
  const deps = { clock: systemClock, ids: newIds(systemClock, systemRandom) }
  const [reads, writes]: [number[], number[]] = [[], []]
  let ended = false
  void until.finally(() => (ended = true)).catch(() => undefined)
  const timed = async (into: number[], work: () => Promise<unknown>) => {
    const began = performance.now()
    await work()
    into.push(performance.now() - began)
  }
  while (!ended) {
    await timed(reads, () => db.selectFrom('listing').select('title').orderBy('id').limit(18).execute())
    await timed(writes, () => write(db, (tx) => announce(tx, deps, { type: 'bench.visit' })))
    await sleep(visitorPauseMs)
  }
  await db.destroy()
  return { reads, writes }
}

const at = (values: readonly number[], share: number) =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0
const round = (value: number) => Math.round(value * 10) / 10
const millis = (values: readonly number[]) => ({ p50: round(at(values, 0.5)), p99: round(at(values, 0.99)), max: round(at(values, 1)) })

const dataDir = tempFolder('bench-import')
const sqliteUrl = `sqlite:${path.join(dataDir, 'sojourn.db')}`
const db = openDatabase(sqliteUrl)
await migrateToLatest(db)
await db.destroy()

const running = runImport(sqliteUrl, dataDir)
const visitor = await visit(sqliteUrl, running)
const first = await running
console.log(first.summary)
const again = await runImport(sqliteUrl, dataDir)

const mariaDb = await startMariaDb({ flushLogAtCommit: 1 })
const admin = openDatabase(`${mariaDb.url}mysql`)
await sql`create database sojourn`.execute(admin)
await admin.destroy()
const onMariaDb = await runImport(`${mariaDb.url}sojourn`, dataDir)
await mariaDb.stop()

const rows = { 'SQLite, first time': first, 'SQLite, again': again, 'MariaDB, first time': onMariaDb }
console.table(
  Object.fromEntries(
    Object.entries(rows).map(([name, { seconds, peakMegabytes }]) => [
      name,
      { seconds: round(seconds), 'peak MB': Math.round(peakMegabytes) },
    ]),
  ),
)
console.table({ 'a read beside it, ms': millis(visitor.reads), 'a write beside it, ms': millis(visitor.writes) })
console.log(
  JSON.stringify({
    bench: 'import',
    folder: path.basename(folder),
    sqliteSeconds: round(first.seconds),
    sqliteAgainSeconds: round(again.seconds),
    mariaDbSeconds: round(onMariaDb.seconds),
    peakMegabytes: Math.round(Math.max(first.peakMegabytes, onMariaDb.peakMegabytes)),
    readMs: millis(visitor.reads),
    writeMs: millis(visitor.writes),
  }),
)
