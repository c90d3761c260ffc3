/**
 * The whole gate, `npm test`, and what takes long, `npm run test:long`. Words after `--` choose files: `npm test -- ledger`.
 * Checks of the code itself (format, lint, types, …) are tests too: see gate.test.ts.
 */
import { globSync } from 'node:fs'
import { run } from 'node:test'
import { pipeline } from 'node:stream/promises'
import { ensureSite } from '../bin/site.mjs'
import { missing } from './machine.ts'
import { startMariaDb } from './mariadb.ts'
import { newReporter } from './reporter.ts'

const concurrency = 2
const fileMsMax = { gate: 8 * 60_000, long: 3 * 60 * 60_000 }

const words = process.argv.slice(2)
const long = words.includes('--long')
const files = testFiles(words.filter((word) => !word.startsWith('--')))
if (files.length === 0) throw new Error(`no test file has a name like that: ${words.join(' ')}`)

// Days begin earliest in Kiritimati (UTC+14): code that takes a date from the process's own zone is a day off there.
process.env.TZ = 'Pacific/Kiritimati'
process.env.REDOCLY_TELEMETRY = 'off'
const mariaDb = missing('mariadb') ? undefined : await startMariaDb()
if (mariaDb) process.env.SOJOURN_TEST_MARIADB = mariaDb.url
// A site that does not build fails a test of its own.
if (files.some((file) => /journeys|gate/.test(file))) await ensureSite().catch(() => undefined)

const events = run({ files, concurrency: long ? 1 : concurrency, timeout: long ? fileMsMax.long : fileMsMax.gate })
events.on('test:fail', ({ todo }) => {
  if (todo === undefined || todo === false) process.exitCode = 1
})
await pipeline(events, newReporter(), process.stdout, { end: false })
await mariaDb?.stop()

/** Those that take longest first, so that the end does not wait for one. */
function testFiles(wanted: readonly string[]): string[] {
  const all = globSync(
    long ? ['test/long/**/*.test.ts'] : ['test/gate.test.ts', 'src/**/*.test.ts', 'web/**/*.test.ts', 'test/**/*.test.ts'],
  )
  const chosen = all.filter(
    (file) => (long || !file.startsWith('test/long/')) && (wanted.length === 0 || wanted.some((word) => file.includes(word))),
  )
  const order = (file: string) => ['test/gate', 'test/journeys/', 'test/', 'src/', 'web/'].findIndex((start) => file.startsWith(start))
  return [...new Set(chosen)].toSorted((a, b) => order(a) - order(b) || a.localeCompare(b))
}
