/**
 * How fast stays are booked: `npm run bench -- booking [--seconds 60] [--rate 400] [--mariadb-rate 200] [--galera-rate 100]
 * [--entries 1000000] [--without mariadb,galera,ledger]`.
 *
 * A booking is a signed-in `POST /bookings`, which waits for the provider's payment page, and then the provider's signed
 * webhook that it was paid: both over HTTP on the loopback address, each answered once it is on the disk. Its time runs from
 * when the guest was due until the second answer. Guests come at a fixed rate, answered or not (open loop), out of another
 * process on the same two cores, which also plays the provider: what the sandbox costs is not measured here, the SDK and its
 * requests are. Every guest wants other nights. What follows a webhook (payment settled, booking confirmed, two mails written,
 * search told) is done by the market's workers meanwhile; the report says how long after the last guest all of it was done.
 *
 * Beside it: the use cases alone (no HTTP, no sign-in, no provider, no workers), the bare transaction (the hold's statements
 * and nothing else) on the same database in the same run, and how fast all balances are derived from a ledger.
 */
import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { createConnection } from 'mysql2/promise'
import { newStripe } from '../src/payments/stripe.ts'
import type { Deps } from '../src/platform/deps.ts'
import { openGaleraDatabase, skipWithoutGalera, startGalera } from '../test/faults/galera.ts'
import { missing } from '../test/machine.ts'
import { startMariaDb } from '../test/mariadb.ts'
import { newMarket, type Market } from '../test/market.ts'
import { timeBareMysql, timeBareSqlite } from './booking/bare.ts'
import { timeLedger, type LedgerReport } from './booking/ledger.ts'
import type { Load, LoadReport, Ready } from './booking/load.ts'
import { timeUseCases } from './booking/use-cases.ts'
import { newWishes } from './booking/wishes.ts'

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    rate: { type: 'string', default: '400' },
    'mariadb-rate': { type: 'string', default: '200' },
    'galera-rate': { type: 'string', default: '100' },
    entries: { type: 'string', default: '1000000' },
    without: { type: 'string', default: '' },
  },
})
const without = new Set(values.without.split(','))
const seconds = Number(values.seconds)
/** At half the rate. */
const warmUpSeconds = 10
const bareSeconds = Math.min(5, seconds)
const useCaseCount = Math.min(10_000, 200 * seconds)
const doneMsMax = 10 * 60_000
const webhookSecret = 'whsec_bench'

type Report = LoadReport &
  Readonly<{ serverCpuMs: number; wholeCpuMs: number; doneAfterS: number; useCasePerS: number; useCaseCpuMs: number; barePerS: number }>

const reports: Record<string, Report> = {}
const folder = mkdtempSync(path.join(tmpdir(), 'sojourn-bench-'))
const guests = fork(path.join(import.meta.dirname, 'booking/load.ts'))
const [{ providerPort }] = (await once(guests, 'message')) as [Ready]
const provider = newStripe({
  secretKey: 'sk_test_bench',
  webhookSecret,
  address: () => ({ host: '127.0.0.1', port: providerPort, protocol: 'http' }),
})
let ledger: LedgerReport | undefined
try {
  const file = path.join(folder, 'bench.db')
  reports.sqlite = await measure(`sqlite:${file}`, Number(values.rate), () => timeBareSqlite(file, bareSeconds))
  if (!isSkipped('mariadb', missing('mariadb'))) reports.mariadb = await measureMariaDb()
  if (!isSkipped('galera', skipWithoutGalera())) reports.galera = await measureGalera()
  if (!isSkipped('ledger', undefined)) ledger = await timeLedger(`sqlite:${path.join(folder, 'ledger.db')}`, Number(values.entries))
} finally {
  guests.send('end')
  rmSync(folder, { recursive: true, force: true })
}
show()

function isSkipped(what: string, lacking: string | undefined): boolean {
  const why = without.has(what) ? 'as asked' : lacking
  if (why) print(`${what}: SKIPPED, ${why}`)
  return why !== undefined
}

async function measureMariaDb(): Promise<Report> {
  const server = await startMariaDb({ flushLogAtCommit: 1 })
  const connection = await createConnection({ uri: server.url })
  await connection.query('create database bench')
  await connection.end()
  const url = `${server.url}bench`
  try {
    return await measure(url, Number(values['mariadb-rate']), () => timeBareMysql(url, bareSeconds))
  } finally {
    await server.stop()
  }
}

/** One process of ours at the first of three nodes: each commit goes to all three. */
async function measureGalera(): Promise<Report> {
  const galera = await startGalera()
  try {
    const [url = ''] = await openGaleraDatabase(galera)
    return await measure(url, Number(values['galera-rate']), () => timeBareMysql(url, bareSeconds))
  } finally {
    await galera.stop()
  }
}

async function measure(databaseUrl: string, rate: number, timeBare: () => Promise<number>): Promise<Report> {
  const market = await newMarket({ databaseUrl, provider })
  try {
    const warmUp = Math.round((rate * warmUpSeconds) / 2)
    const comers = warmUp + Math.round(rate * seconds)
    const wishes = await newWishes(market, comers + useCaseCount)
    const loaded = await serve(market, { wishes: wishes.slice(0, comers), warmUp, rate })
    await Promise.all([market.worker.stop(), market.sequencer.stop(), market.search.stop()])
    const { perS, cpuMs } = await timeUseCases({ ...market.deps, provider }, wishes.slice(comers), webhookSecret)
    return { ...loaded, useCasePerS: perS, useCaseCpuMs: cpuMs, barePerS: await timeBare() }
  } finally {
    await market.stop()
  }
}

type Coming = Pick<Load, 'wishes' | 'warmUp' | 'rate'>

async function serve(market: Market, coming: Coming): Promise<Omit<Report, `${'useCase' | 'bare'}${string}`>> {
  const began = process.cpuUsage()
  const cpuMs = () => {
    const { user, system } = process.cpuUsage(began)
    return (user + system) / 1000 / coming.wishes.length
  }
  const report = await asked(guests, { origin: market.origin(), webhookSecret, ...coming })
  const [serverCpuMs, endedAt] = [cpuMs(), performance.now()]
  if (report.firstFailure) print(`${report.failed} failed; the first: ${report.firstFailure}`)
  while (!(await isAllDone(market.deps, coming.wishes.length - report.failed))) {
    if (performance.now() - endedAt > doneMsMax) throw new Error('bookings were paid and not confirmed')
    await sleep(100)
  }
  return { ...report, serverCpuMs, wholeCpuMs: cpuMs(), doneAfterS: (performance.now() - endedAt) / 1000 }
}

async function asked(child: ChildProcess, load: Load): Promise<LoadReport> {
  child.send(load)
  return ((await once(child, 'message')) as [LoadReport])[0]
}

async function isAllDone({ db, clock }: Deps, confirmed: number): Promise<boolean> {
  const due = await db.selectFrom('job').select('id').where('state', '=', 'ready').where('run_at', '<=', clock.now()).limit(1).execute()
  if (due.length > 0) return false
  const { count } = await db
    .selectFrom('booking')
    .select((select) => select.fn.countAll().as('count'))
    .where('state', '=', 'confirmed')
    .executeTakeFirstOrThrow()
  return Number(count) >= confirmed
}

function show(): void {
  const row = (cells: readonly (string | number)[]) =>
    print(cells.map((cell, index) => (index === 0 ? String(cell).padEnd(52) : String(cell).padStart(12))).join(''))
  const of = (pick: (report: Report) => string | number) => Object.values(reports).map(pick)
  row(['', ...Object.keys(reports)])
  row(['booked and paid a second', ...of(({ perS }) => rounded(perS))])
  row(['  ms until both were answered, p50', ...of(({ p50Ms }) => rounded(p50Ms))])
  row(['  p99', ...of(({ p99Ms }) => rounded(p99Ms))])
  row(['  failed', ...of(({ failed }) => failed)])
  row(['  processor ms of the market a booking, until then', ...of(({ serverCpuMs }) => rounded(serverCpuMs))])
  row(['  until all was confirmed, mailed and searched', ...of(({ wholeCpuMs }) => rounded(wholeCpuMs))])
  row(['  s from the last guest until all of that was done', ...of(({ doneAfterS }) => rounded(doneAfterS))])
  row(['the use cases alone, a second', ...of(({ useCasePerS }) => rounded(useCasePerS))])
  row(['  processor ms each', ...of(({ useCaseCpuMs }) => rounded(useCaseCpuMs))])
  row(['the bare transaction, a second', ...of(({ barePerS }) => rounded(barePerS))])
  row(['  booked and paid, as a share of it', ...of(({ perS, barePerS }) => ratio(perS, barePerS))])
  row(['  the use cases alone, as a share of it', ...of(({ useCasePerS, barePerS }) => ratio(useCasePerS, barePerS))])
  if (ledger) print(`${ledger.accounts} balances from ${ledger.entries} entries in ${rounded(ledger.derivedMs)} ms`)
  const { sqlite, mariadb, galera } = reports
  print(
    JSON.stringify({
      bench: 'booking',
      sqlitePerS: sqlite ? rounded(sqlite.perS) : null,
      sqliteP99Ms: sqlite ? rounded(sqlite.p99Ms) : null,
      useCasePerS: sqlite ? rounded(sqlite.useCasePerS) : null,
      mariadbPerS: mariadb ? rounded(mariadb.perS) : null,
      galeraPerS: galera ? rounded(galera.perS) : null,
      ratioToBareSqlite: sqlite ? ratio(sqlite.perS, sqlite.barePerS) : null,
      ledgerEntriesPerS: ledger ? Math.round(ledger.entriesPerS) : null,
    }),
  )
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10
}

function ratio(ours: number, bare: number): number {
  return Math.round((ours / bare) * 1000) / 1000
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}
