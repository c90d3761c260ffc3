import { setImmediate as breathe } from 'node:timers/promises'
import type { DayNumber } from '../../src/kernel/calendar-date.ts'
import type { SearchListing } from '../../src/search/search-listing.ts'
import type { Homes } from './homes.ts'
import type { Question } from './questions.ts'
import type { Subject } from './subject.ts'
import { quantile } from './times.ts'

export type ChangesOptions = Readonly<{
  subject: Subject
  homes: Homes
  /** How many homes there are, of which some change. */
  count: number
  today: DayNumber
  questions: (index: number) => Question
  changesPerSecond: number
  searchesPerSecond: number
  seconds: number
}>
export type ChangesReport = Readonly<{ quiet: { p50: number; p99: number }; busy: { p50: number; p99: number }; changesPerSecond: number }>

/** Homes that change in turn, each back and forth: enough that no cache holds all of them. */
const changingMax = 5_000

/**
 * Searches at a fixed rate, alone and while calendars change; each search counts from when it was due until its answer, so
 * that what it waits for is in it. The homes that change are spread over all there are.
 */
export async function timeChanges(options: ChangesOptions): Promise<ChangesReport> {
  const changes = changing(options)
  await run(options, { changes, perSecond: options.changesPerSecond, seconds: 1 })
  const quiet = await run(options, { changes, perSecond: 0, seconds: options.seconds })
  const busy = await run(options, { changes, perSecond: options.changesPerSecond, seconds: options.seconds })
  return { quiet, busy, changesPerSecond: busy.changesPerSecond }
}

/** Each home as it is and with the nights of a week from now turned round, made before anything is timed. */
function changing({ homes, count, today }: ChangesOptions): [SearchListing, SearchListing][] {
  const many = Math.min(count, changingMax)
  return Array.from({ length: many }, (_, index) => {
    const home = homes.home(Math.floor((index * count) / many))
    const units = home.units.map((taken) => turned(taken, today + 7))
    return [home, { ...home, units }]
  })
}

function turned(taken: readonly DayNumber[], day: DayNumber): DayNumber[] {
  if (taken.includes(day)) return taken.filter((night) => night < day || night >= day + 3)
  return [...new Set([...taken, day, day + 1, day + 2])].toSorted((a, b) => a - b)
}

type Rate = { changes: readonly [SearchListing, SearchListing][]; perSecond: number; seconds: number }

async function run({ subject, questions, searchesPerSecond }: ChangesOptions, { changes, perSecond, seconds }: Rate) {
  const times: number[] = []
  const going: Promise<void>[] = []
  const queries = Array.from({ length: searchesPerSecond * seconds }, (_, index) => questions(index).query)
  let [changed, searched] = [0, 0]
  const startedAt = performance.now()
  const dueBy = (rate: number) => Math.min(rate * seconds, Math.ceil(((performance.now() - startedAt) / 1_000) * rate))
  while (searched < queries.length) {
    for (const until = dueBy(perSecond); changed < until; changed++) {
      const change = changes[changed % changes.length]
      const home = change?.[Math.floor(changed / changes.length) % 2 === 0 ? 1 : 0]
      if (home) subject.putNights(home.id, home.units)
    }
    for (const until = dueBy(searchesPerSecond); searched < until; searched++) {
      const due = startedAt + (searched * 1_000) / searchesPerSecond
      const query = queries[searched]
      if (query) going.push(subject.search(query).then(() => void times.push(performance.now() - due)))
    }
    await breathe()
  }
  await Promise.all([...going, subject.settled()])
  const lasted = (performance.now() - startedAt) / 1_000
  return { p50: quantile(times, 0.5), p99: quantile(times, 0.99), changesPerSecond: changed / Math.max(seconds, lasted) }
}
