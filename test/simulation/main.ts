import { execFileSync } from 'node:child_process'
import { parseArgs } from 'node:util'
import { plant } from './plant.ts'
import { findPlanted } from './planted.ts'
import type { Outcome } from './simulate.ts'

/** `npm run simulate -- --seed N --days D`, or `--planted`. */
const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    days: { type: 'string', default: '100' },
    /** How many worlds: this seed, the next, and so on, until one fails. */
    seeds: { type: 'string', default: '1' },
    planted: { type: 'boolean', default: false },
    /** One planted bug, by its name. */
    plant: { type: 'string', default: '' },
    json: { type: 'boolean', default: false },
  },
})
const print = (line: string) => void process.stdout.write(`${line}\n`)
const commit = execFileSync('git', ['describe', '--always', '--dirty'], { encoding: 'utf8' }).trim()
const seed = values.seed === undefined ? Date.now() % 1_000_000 : Number(values.seed)

if (values.planted) {
  print(`seed ${seed}, commit ${commit}`)
  process.exitCode = (await findPlanted(seed, print)) ? 0 : 1
} else await live()

async function live(): Promise<void> {
  const bug = values.plant === '' ? undefined : plant(values.plant)
  const { simulate, unexpected } = await import('./simulate.ts')
  if (bug && !bug.wasRead()) throw new Error(`the source of the planted bug '${values.plant}' was never read`)
  let outcome: Outcome | undefined
  const isOver = () => outcome?.failure && !(bug && outcome.failure.check === unexpected)
  for (let next = seed; next < seed + Number(values.seeds) && !isOver(); next++) {
    if (!values.json) print(`seed ${next}, ${values.days} days, commit ${commit}`)
    const before = process.cpuUsage()
    outcome = await simulate(next, Number(values.days), { hunt: bug !== undefined })
    const used = process.cpuUsage(before)
    if (!values.json) tell(outcome, (used.user + used.system) / 1e6)
  }
  if (values.json && outcome) print(JSON.stringify({ ...outcome, failure: (isOver() && outcome.failure) || null }))
}

function tell({ failure, ...outcome }: Outcome, cpuS: number): void {
  const acts = Object.values(outcome.acts).reduce((sum, count) => sum + count, 0)
  print(`${outcome.days} days, ${acts} acts, ${outcome.steps} steps, ${outcome.lives} lives, trace ${outcome.hash}`)
  print(`${cpuS.toFixed(1)} s of CPU: ${Math.round((outcome.days * 60) / cpuS)} days a CPU-minute`)
  for (const what of ['acts', 'faults', 'states'] as const) print(`${what}: ${JSON.stringify(outcome[what])}`)
  if (!failure) return
  process.exitCode = 1
  print(`\n${failure.message}\n\nOn day ${failure.day}, at step ${failure.step}. The last events:`)
  for (const line of failure.last) print(line)
  print(`\nAgain: npm run simulate -- --seed ${outcome.seed} --days ${failure.day}   (commit ${commit})`)
}
