/**
 * How fast pages are: `npm run bench -- pages [--rate 200] [--seconds 20] [--runs 3]`. First what the server takes: an import of
 * Singapore (from the data folder) served by a process of its own, asked at a fixed rate by another whether it has answered or
 * not; late answers count from when they were due. Then Lighthouse, as a phone, on the demo with its pictures: the median of
 * `--runs`. Lighthouse is fetched into .runtime/ when it is first needed: nothing else needs its 180 MB.
 */
import { execFile, fork, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync } from 'node:fs'
import path from 'node:path'
import { parseArgs, promisify } from 'node:util'
import { addDays, calendarDate } from '../src/kernel/calendar-date.ts'
import { secondMs } from '../src/kernel/clock.ts'
import { nodeFlags } from '../bin/processes.mjs'
import { dataFolder, missing, requiredPath } from '../test/machine.ts'
import { newDemoTown } from '../test/demo-town.ts'
import { tempFolder } from '../test/temp.ts'
import type { Load, LoadReport } from './search/load.ts'

const { values } = parseArgs({
  options: {
    rate: { type: 'string', default: '200' },
    seconds: { type: 'string', default: '20' },
    runs: { type: 'string', default: '3' },
  },
})
const [rate, seconds, runs] = [Number(values.rate), Number(values.seconds), Number(values.runs)]
const run = promisify(execFile)
const quiet = '--disable-warning=ExperimentalWarning'
const startMsMax = 60 * secondMs
const [warmRate, warmSeconds] = [50, 10]
const warmVisits = 20
/** What pages are held to. Server: at 200 a second. */
const bars = { p99Ms: 20, performance: 97, others: 100, cls: 0 }
const lighthouseVersion = '13.5.0'
const categories = ['performance', 'accessibility', 'best-practices', 'seo'] as const
type Scores = Record<(typeof categories)[number], number> & { cls: number; lcpMs: number }

async function timeServer(): Promise<Record<string, LoadReport> | undefined> {
  const data = dataFolder()
  if (!data) {
    console.log('server: skipped, there is no data folder on this machine')
    return undefined
  }
  const env = {
    ...process.env,
    SOJOURN_DATA: tempFolder('bench-pages'),
    PORT: '0',
    SOJOURN_LOG_LEVEL: 'error',
    SOJOURN_REQUESTS_PER_MINUTE: '1000000',
  }
  const singapore = path.join(data, 'inside-airbnb/singapore-2023-09')
  const words = ['import', 'inside-airbnb', singapore, '--currency', 'SGD', '--rebase-dates', '--publish']
  await run(process.execPath, [quiet, 'bin/sojourn.ts', ...words], { env, maxBuffer: 2 ** 26 })
  const server = spawn(process.execPath, [quiet, ...nodeFlags, 'src/main.ts'], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  try {
    const origin = await originOf(server)
    const pages = await singaporePages(origin)
    // A server that has run for a moment: the bar is for one that people use.
    await ask({ urls: pages.mixed ?? [], rate: warmRate, seconds: warmSeconds, warmUp: 0 })
    const reports: Record<string, LoadReport> = {}
    for (const [name, urls] of Object.entries(pages)) {
      reports[name] = await ask({ urls, rate, seconds, warmUp: 3 * rate })
      show(`${name}, ${rate} a second for ${seconds} s`, reports[name])
    }
    return reports
  } finally {
    server.kill()
    await once(server, 'exit')
  }
}

/** It says where it listens once it answers there. */
async function originOf(server: ChildProcess): Promise<string> {
  const signal = AbortSignal.timeout(startMsMax)
  for (let said = ''; ;) {
    const [chunk] = (await once(server.stdout!, 'data', { signal })) as [Buffer]
    said += chunk.toString()
    const origin = /ready: (\S+)/.exec(said)?.[1]
    if (origin) return origin
  }
}

/** The front page; searches as guests ask them, with dates and without; homes, with dates and without; and all of it mixed. */
async function singaporePages(origin: string): Promise<Record<string, string[]>> {
  const homes: string[] = []
  for (let cursor = ''; homes.length < 500;) {
    const answer = await fetch(`${origin}/api/v1/search?place=Singapore&limit=50${cursor}`)
    const { results, nextCursor } = (await answer.json()) as { results: { listingId: string }[]; nextCursor: string | null }
    homes.push(...results.map(({ listingId }) => listingId))
    if (nextCursor === null) break
    cursor = `&cursor=${encodeURIComponent(nextCursor)}`
  }
  const today = calendarDate(new Date().toISOString().slice(0, 10))
  const stay = (index: number) =>
    `checkIn=${addDays(today, 20 + (index % 90))}&checkOut=${addDays(today, 22 + (index % 90) + (index % 5))}&adults=2`
  const search = Array.from({ length: 200 }, (_, index) => `${origin}/search?place=Singapore${index % 3 === 0 ? '' : `&${stay(index)}`}`)
  const listing = homes.map((id, index) => `${origin}/listings/${id}${index % 3 === 0 ? '' : `?${stay(index)}`}`)
  const home = [`${origin}/`]
  const mixed = Array.from({ length: 1_000 }, (_, index) => pickOf(index % 10 === 0 ? home : index % 10 < 5 ? search : listing, index))
  return { home, search, listing, mixed }
}

const pickOf = (urls: readonly string[], index: number) => urls[index % urls.length] ?? ''

async function ask(load: Load): Promise<LoadReport> {
  const asker = fork(new URL('search/load.ts', import.meta.url))
  asker.send(load)
  await once(asker, 'message')
  const [report] = (await once(asker, 'message')) as [LoadReport]
  return report
}

async function scorePages(): Promise<Record<string, Scores>> {
  const lighthouse = await fetchedLighthouse()
  const town = await newDemoTown({ illustrated: true })
  try {
    const { results } = await town.read<{ results: { listingId: string }[] }>('/api/v1/search?limit=1')
    const pages = { home: '/', search: '/search', listing: `/listings/${results[0]?.listingId ?? ''}` }
    const scored: Record<string, Scores> = {}
    for (const [name, page] of Object.entries(pages)) {
      for (let i = 0; i < warmVisits; i++) await (await fetch(town.origin() + page)).text()
      const all: Scores[] = []
      for (let tries = 0; all.length < runs; tries++) {
        const scores = await score(lighthouse, town.origin() + page).catch((error: unknown) => {
          if (tries >= 2 * runs) throw error
          // Now and then a browser's record has no beginning.
          console.log(`${name}: a run of Lighthouse failed and is done again`)
        })
        if (scores) all.push(scores)
      }
      scored[name] = medianOf(all)
      console.log(`${name.padEnd(8)} ${JSON.stringify(scored[name])} ${verdictOf(meets(scored[name]))}`)
    }
    return scored
  } finally {
    await town.stop()
  }
}

async function fetchedLighthouse(): Promise<string> {
  const folder = path.resolve('.runtime/lighthouse')
  const program = path.join(folder, 'node_modules/lighthouse/cli/index.js')
  if (existsSync(program)) return program
  mkdirSync(folder, { recursive: true })
  await run('npm', ['install', '--prefix', folder, '--no-save', '--no-audit', '--no-fund', `lighthouse@${lighthouseVersion}`])
  return program
}

async function score(lighthouse: string, url: string): Promise<Scores> {
  const flags = [
    '--output=json',
    '--quiet',
    `--only-categories=${categories.join(',')}`,
    '--chrome-flags=--headless=new --no-sandbox',
    // A demo on a machine of its own asks search engines to leave, on purpose: web/lib/seo/robots.ts, with its own test.
    '--skip-audits=is-crawlable',
  ]
  const env = { ...process.env, CHROME_PATH: requiredPath('chromium') }
  const { stdout } = await run(process.execPath, [lighthouse, url, ...flags], { env, maxBuffer: 2 ** 28 })
  const report = JSON.parse(stdout) as {
    categories: Record<string, { score: number | null }>
    audits: Record<string, { numericValue?: number }>
  }
  const shares = categories.map((name) => [name, Math.round((report.categories[name]?.score ?? 0) * 100)] as const)
  const value = (audit: string) => Math.round((report.audits[audit]?.numericValue ?? NaN) * 1000) / 1000
  return { ...(Object.fromEntries(shares) as Scores), cls: value('cumulative-layout-shift'), lcpMs: value('largest-contentful-paint') }
}

/** Of each figure by itself. */
function medianOf(all: readonly Scores[]): Scores {
  const [first] = all
  if (!first) throw new Error('no runs')
  const middle = (name: string) => all.map((one) => one[name as keyof Scores]).toSorted((a, b) => a - b)[Math.floor(all.length / 2)] ?? NaN
  return Object.fromEntries(Object.keys(first).map((name) => [name, middle(name)])) as Scores
}

function show(what: string, { p50, p99, failed }: LoadReport): void {
  const verdict = verdictOf(p99 <= bars.p99Ms && failed === 0)
  console.log(`${what.padEnd(36)} p50 ${p50.toFixed(1)} ms   p99 ${p99.toFixed(1)} ms   ${failed} failed   ${verdict}`)
}

const verdictOf = (isMet: boolean) => (isMet ? 'met' : 'missed')

function meets({ performance, cls, ...scores }: Scores): boolean {
  const others = categories.flatMap((name) => (name === 'performance' ? [] : [scores[name as keyof typeof scores]]))
  return performance >= bars.performance && cls <= bars.cls && others.every((score) => score >= bars.others)
}

const served = await timeServer()
const lacking = missing('chromium')
if (lacking) console.log(`lighthouse: skipped, ${lacking}`)
const scored = lacking ? undefined : await scorePages()
console.log(JSON.stringify({ bench: 'pages', rate, seconds, serverMs: served, lighthouse: scored }))
