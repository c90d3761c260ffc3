import { spawn } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { plants } from './plants.ts'

export type Found = {
  name: string
  check: string
  message: string
  seed: number
  /** All that were lived through until then. */ days: number
  seconds: number
}

const main = fileURLToPath(new URL('main.ts', import.meta.url))
/** Each bug gets this many worlds of this many days; the first that finds it ends the search. */
const seedsMax = 4
const daysMax = 40

/** Looks for one planted bug, in a process of its own. Undefined: not found. */
export async function lookFor(name: string, seed: number): Promise<Found | undefined> {
  const startedAt = performance.now()
  const words = ['--plant', name, '--seed', String(seed), '--seeds', String(seedsMax), '--days', String(daysMax), '--json']
  const child = spawn(process.execPath, [main, ...words], { stdio: ['ignore', 'pipe', 'inherit'] })
  let text = ''
  for await (const chunk of child.stdout) text += String(chunk)
  const outcome = JSON.parse(text) as { seed: number; failure: { check: string; message: string; day: number } | null }
  if (!outcome.failure) return undefined
  const { check, message, day } = outcome.failure
  const days = (outcome.seed - seed) * daysMax + day
  return { name, check, message, seed: outcome.seed, days, seconds: (performance.now() - startedAt) / 1000 }
}

/** Looks for every planted bug, and lives through a world without any. Prints a table. @returns whether all were found, and nothing else */
export async function findPlanted(seed: number, print: (line: string) => void): Promise<boolean> {
  const left = plants.map(({ name }) => name)
  const missed: string[] = []
  const look = async () => {
    for (let name = left.shift(); name !== undefined; name = left.shift()) {
      const found = await lookFor(name, seed)
      if (!found) missed.push(name)
      const how = found
        ? `${found.check.padEnd(13)} after ${String(found.days).padStart(3)} days, ${found.seconds.toFixed(1)} s`
        : 'NOT FOUND'
      print(`${name.padEnd(58)}  ${how}`)
    }
  }
  await Promise.all(Array.from({ length: Math.max(1, availableParallelism()) }, look))
  const control = await lookFor('', seed)
  print(control ? `Without any bug: ${control.message}` : `Without any bug: ${seedsMax} worlds of ${daysMax} days, nothing found`)
  print(`${plants.length - missed.length} of ${plants.length} planted bugs found`)
  return missed.length === 0 && !control
}
