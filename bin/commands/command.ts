import { mkdirSync } from 'node:fs'
import type { ParseArgsOptionsConfig } from 'node:util'
import type { Config } from '../../src/config.ts'
import { systemClock } from '../../src/kernel/clock.ts'
import { newIds } from '../../src/kernel/ids.ts'
import { systemRandom } from '../../src/kernel/random.ts'
import { openDatabase } from '../../src/platform/db.ts'
import type { Deps } from '../../src/platform/deps.ts'
import { migrateToLatest } from '../../src/platform/migrate.ts'

/** 0: done. 1: it could not be done. 2: the command was not understood. 130: stopped by a signal, as shells say it. */
export type ExitCode = 0 | 1 | 2 | 130

export const exitCodes = { done: 0, failed: 1, misunderstood: 2, stopped: 130 } as const

export type Command = Readonly<{
  /** One or two words. */
  name: string
  /** What follows the name. */
  usage: string
  /** One line, for the list of commands. */
  summary: string
  /** More, for `help NAME`. */
  details?: string
  options: ParseArgsOptionsConfig
  run(call: Call): Promise<ExitCode>
}>

export type Call = Readonly<{
  config: Config
  /** By option name; what was not given is not there. */
  values: Readonly<Record<string, string | boolean | undefined>>
  /** What is no option. */
  words: readonly string[]
  terminal: Terminal
  signal: AbortSignal
}>

export type Terminal = Readonly<{
  /** A line of the answer. */
  say(line: string): void
  /** A line about what goes on, or what went wrong: not part of the answer. */
  tell(line: string): void
  /** Shows `text` in the place of what was shown before; undefined when nobody is looking. */
  show: ((text: string) => void) | undefined
  /** The first line from standard input; typed on a terminal it is asked for and not shown. */
  askSecret(question: string): Promise<string>
}>

/** Ends the command with a message for the person who typed it. */
export class CommandError extends Error {
  override name = 'CommandError'
  readonly exitCode: ExitCode
  constructor(message: string, exitCode: ExitCode = exitCodes.failed) {
    super(message)
    this.exitCode = exitCode
  }
}

export const misunderstood = (message: string) => new CommandError(message, exitCodes.misunderstood)

export function optionText(call: Call, name: string): string | undefined {
  const value = call.values[name]
  return typeof value === 'string' ? value : undefined
}

export function neededOption(call: Call, name: string): string {
  const value = optionText(call, name)
  if (!value) throw misunderstood(`--${name} is missing`)
  return value
}

/** Runs `work` on the market's database, in its newest form, and closes it. */
export async function withMarket<T>({ config }: Pick<Call, 'config'>, work: (deps: Deps) => Promise<T>): Promise<T> {
  mkdirSync(config.dataDir, { recursive: true })
  const db = openDatabase(config.databaseUrl)
  try {
    await migrateToLatest(db)
    return await work({ db, clock: systemClock, random: systemRandom, ids: newIds(systemClock, systemRandom) })
  } finally {
    await db.destroy()
  }
}

const wholeNumbers = new Intl.NumberFormat('en')
/** '1,234', '1 night' or '1,234 nights'. */
export function count(number: number, one?: string): string {
  const digits = wholeNumbers.format(number)
  if (!one) return digits
  return `${digits} ${one}${number === 1 ? '' : 's'}`
}
