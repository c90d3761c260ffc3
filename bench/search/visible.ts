import { fork } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { nightsMinOn } from '../../src/calendar/shortest-stay.ts'
import { setNights } from '../../src/calendar/set-nights.ts'
import { fromDayNumber, type DayNumber } from '../../src/kernel/calendar-date.ts'
import { systemClock } from '../../src/kernel/clock.ts'
import { newIds } from '../../src/kernel/ids.ts'
import { systemRandom } from '../../src/kernel/random.ts'
import { isBusy } from '../../src/platform/busyness.ts'
import { openDatabase, write } from '../../src/platform/db.ts'
import type { Deps } from '../../src/platform/deps.ts'
import { newSequencer } from '../../src/platform/sequencer.ts'
import { newLogger } from '../../src/platform/telemetry.ts'
import { saveTerms } from '../../src/pricing/terms.ts'
import type { Query } from '../../src/search/query.ts'
import type { SearchListing } from '../../src/search/search-listing.ts'
import { newSearch } from '../../src/search/search.ts'
import type { Follow, Seen } from './follow.ts'
import type { Homes } from './homes.ts'
import { questionAbout } from './questions.ts'
import { hostId } from './home-rows.ts'
import { terms } from './subject.ts'
import { quantile } from './times.ts'
import { newWatcher, type Expected, type Moment } from './watch.ts'

export type VisibleReport = Readonly<{ here: { p50: number; p99: number }; there: { p50: number; p99: number }; changes: number }>

export type VisibleOptions = Readonly<{ url: string; homes: Homes; today: DayNumber; perSecond: number; seconds: number }>

/**
 * Hosts close nights, through the use case and the outbox, in a database that already holds homes; how long after the commit
 * is the home gone from the answer of this process, and of another one? Milliseconds.
 */
export async function timeVisible({ url, homes, today, perSecond, seconds }: VisibleOptions): Promise<VisibleReport> {
  const db = openDatabase(url)
  const deps = { db, clock: systemClock, random: systemRandom, ids: newIds(systemClock, systemRandom) }
  await write(db, (tx) => saveTerms(tx, deps, terms))
  const log = newLogger({ level: 'error' })
  const search = newSearch(deps, { log, isBusy })
  const sequencer = newSequencer(deps, [], { log, isBusy })
  const [there] = await Promise.all([startOther(url), search.start()])
  sequencer.start()
  const watcher = newWatcher(search)
  const [hereMs, thereMs]: [number[], number[]] = [[], []]
  const going: Promise<void>[] = []
  const changes = closable(homes, today)
  for (let number = 0; number < perSecond * seconds; number++) {
    const { value: change } = changes.next()
    if (!change) throw new Error('homes are without end')
    going.push(
      timeChange(deps, change, [watcher.see, there.see]).then(([here = NaN, other = NaN]) => {
        hereMs.push(here)
        thereMs.push(other)
      }),
    )
    await sleep(1_000 / perSecond)
  }
  await Promise.all(going)
  watcher.stop()
  await Promise.all([sequencer.stop(), search.stop(), there.end()])
  await db.destroy()
  const of = (ms: readonly number[]) => ({ p50: quantile(ms, 0.5), p99: quantile(ms, 0.99) })
  return { here: of(hereMs), there: of(thereMs), changes: hereMs.length }
}

type See = (expected: Expected) => Promise<Moment>
type Change = Readonly<{ home: SearchListing; arrival: DayNumber; nights: number }>

/** @returns milliseconds from the commit until each has seen it. */
async function timeChange(deps: Deps, { home, arrival, nights }: Change, seeing: readonly See[]): Promise<number[]> {
  const query: Query = questionAbout(home, { nights, arrivals: [arrival], wished: arrival })
  // Who did not find the home before would not see it go.
  await Promise.all(seeing.map((see) => see({ query, id: home.id, found: true })))
  const gone = seeing.map((see) => see({ query, id: home.id, found: false }))
  const range = { from: fromDayNumber(arrival), until: fromDayNumber(arrival + 1) }
  const set = await setNights(deps, { listingId: home.id, hostId, range, open: false })
  const committedAt = process.hrtime.bigint()
  if (!set.ok) throw new Error(set.error.code)
  return (await Promise.all(gone)).map((at) => Math.max(0, Number(at - committedAt) / 1e6))
}

/** Homes of one unit, each with a stay that it has free within a year. */
function* closable(homes: Homes, today: DayNumber): Generator<Change, undefined> {
  for (let index = 0; ; index++) {
    const home = homes.home(index)
    const taken = new Set(home.units[0])
    for (let arrival = today + 5; arrival < today + 300 && home.units.length === 1; arrival++) {
      const nights = nightsMinOn(home, arrival)
      const isFree = Array.from({ length: nights }, (_, night) => arrival + night).every((night) => !taken.has(night))
      if (!isFree || nights > home.nightsMax) continue
      yield { home, arrival, nights }
      break
    }
  }
}

/** Another process of the same market. */
async function startOther(url: string): Promise<{ see: See; end(): Promise<void> }> {
  const child = fork(new URL('follow.ts', import.meta.url), [url])
  const waiting = new Map<number, (at: Moment) => void>()
  const ready = new Promise<void>((resolve) => {
    child.on('message', (seen: Seen) => {
      if ('ready' in seen) resolve()
      else waiting.get(seen.number)?.(BigInt(seen.at))
    })
  })
  await ready
  let number = 0
  return {
    see: (expected) =>
      new Promise((resolve) => {
        waiting.set(++number, resolve)
        child.send({ number, expected } satisfies Follow)
      }),
    end: async () => {
      const gone = once(child, 'exit')
      child.send('end' satisfies Follow)
      await gone
    },
  }
}
