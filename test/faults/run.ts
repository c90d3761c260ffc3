/**
 * `npm run faults -- --minutes M [--database sqlite|mariadb|galera] [--seed N] [--lanes N]`: real faults under real load, for M
 * minutes, half of them on one MariaDB and half on three Galera nodes unless a database is named. Ends with 1 when anything is wrong.
 */
import { parseArgs } from 'node:util'
import { minuteMs } from '../../src/kernel/clock.ts'
import { systemRandom } from '../../src/kernel/random.ts'
import { runCampaign, type Report } from './campaign.ts'
import type { DatabaseName } from './ground.ts'
import { lab } from './lab.ts'

const databaseNames: readonly DatabaseName[] = ['sqlite', 'mariadb', 'galera']
const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    database: { type: 'string' },
    seed: { type: 'string' },
    lanes: { type: 'string', default: '48' },
  },
})

const why = lab.isInside ? undefined : lab.missing()
if (!lab.isInside && why === undefined) process.exit(lab.enter())
if (lab.isInside) lab.begin()
// Inside, nobody else ends us together with whoever started us.
const starter = process.ppid
setInterval(() => process.ppid === starter || process.exit(1), 500).unref()
if (why !== undefined)
  console.log(`No network of our own (it ${why}): no link is cut and no disk filled; nodes are cut off by stopping them.`)

const asked = databaseNames.filter((name) => (values.database === undefined ? name !== 'sqlite' : name === values.database))
if (asked.length === 0) throw new Error(`--database is one of ${databaseNames.join(', ')}`)
const seed = Number(values.seed ?? systemRandom.below(2 ** 31))
console.log(`--seed ${seed}`)
const reports: Report[] = []
for (const database of asked) {
  const ms = (Number(values.minutes) * minuteMs) / asked.length
  const report = await runCampaign({ database, ms, seed, lanes: Number(values.lanes), say: (line) => console.log(`  ${line}`) })
  console.log(report)
  reports.push(report)
}
const sum = (of: (report: Report) => number) => reports.reduce((total, report) => total + of(report), 0)
const violations = sum((report) => report.violations.length)
const faults = sum((report) => Object.values(report.faults).reduce((total, count) => total + count, 0))
console.log(
  JSON.stringify({
    faults,
    seconds: sum(({ seconds }) => seconds),
    contended: sum(({ contended }) => contended),
    confirmed: sum(({ confirmed }) => confirmed),
    violations,
  }),
)
process.exit(violations === 0 ? 0 : 1)
