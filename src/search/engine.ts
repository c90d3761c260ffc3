import type { DayNumber } from '../kernel/calendar-date.ts'
import type { ListingId } from '../kernel/ids.ts'
import type { AgreedPolicy } from '../listings/cancellation-policy.ts'
import type { Terms } from '../pricing/market-terms.ts'
import { newAreas, type Areas } from './places/areas.ts'
import type { SearchListing } from './search-listing.ts'
import { newChanges } from './index/changes.ts'
import { textOf } from './index/codes.ts'
import { areaText, parseAreaNames } from './index/dictionaries.ts'
import { newHours, timeOf } from './index/hours.ts'
import { newMemory } from './index/memory.ts'
import { newQuestions, type Questions } from './index/questions.ts'
import { newIndex, setPolicy } from './index/shared-index.ts'
import { newWriter } from './index/writer.ts'

/** Everything that is published, in memory. Each answer is of one moment: no search ever sees half a change. */
export type Engine = {
  [Name in keyof Questions]: (...ask: Parameters<Questions[Name]>) => ReturnType<Questions[Name]> | Promise<ReturnType<Questions[Name]>>
} & {
  areas: Areas
  count(): number
  /** Changes come in the order of the calls, with threads a moment later: see `settled`. */
  put(facts: SearchListing): void
  /** Which nights of each unit are taken now, of a listing that is here; all else of it stays. */
  putNights(id: ListingId, units: SearchListing['units']): void
  remove(id: ListingId): void
  clear(): void
  setTerms(terms: Terms): void
  /** What has become of a policy, for all listings that name it. */
  setPolicy(policy: AgreedPolicy): void
  /** Resolves when every change before the call is in all answers. */
  settled(): Promise<void>
  /** The nights that `put` must know of. */
  window(): { from: DayNumber; until: DayNumber }
  /** Moves the window on; every listing must then be put again, and until it is, its new nights count as taken. */
  rollTo(day: DayNumber): Promise<void>
  /** Gives back memory that blocks have to spare, once much has been put. */
  tighten(): Promise<void>
  /** Writes all to a file, while changes go on: what has changed since the call may or may not be in it. @param mark comes back from `load` */
  save(file: string, mark: unknown): Promise<void>
  /** Takes a file in place of all that there is. @returns its mark; null, and nothing is there, when it can't be trusted */
  load(file: string): Promise<unknown>
  /** Memory of the index. */
  bytes(): number
  /** Resolves when so many threads answer instead of this one. */
  startThreads(count: number): Promise<void>
  endThread(): Promise<void>
  stop(): Promise<void>
}

/** Answers kept; a page with its pins is about 20 kB. */
const answersMax = 200
/** The same of how many homes there are: every search by name says it of its place. */
const countsMax = 10_000

/** @param today the day in UTC: the window begins a day earlier, for places where it is still yesterday. */
export function newEngine(today: DayNumber): Engine {
  const index = newIndex(today - 1)
  const writer = newWriter(index)
  const hoursAt = newHours(index)
  const here = newQuestions((now) => ({ index, hours: hoursAt(now) }), index)
  const areas = newAreas()
  const memory = newMemory<ReturnType<Engine['search']>>(answersMax)
  const counted = newMemory<ReturnType<Engine['countIn']>>(countsMax)
  const changes = newChanges(index, writer)
  const areaOf = (code: number) => areas.codeOf(parseAreaNames(textOf(index.codes.area, code)))
  const put = (facts: SearchListing) => {
    setPolicy(index, facts.policy)
    const area = index.codes.area.of(areaText(facts))
    const before = writer.put(facts, area)
    if (before && before.area === area && before.lat === facts.lat && before.lng === facts.lng) return
    areas.add(areaOf(area), facts)
    if (before) areas.remove(areaOf(before.area), before)
  }
  const remove = (id: ListingId) => {
    const gone = writer.remove(id)
    if (gone) areas.remove(areaOf(gone.area), gone)
  }
  const change = (work: () => void) =>
    changes.make(() => {
      memory.forget()
      counted.forget()
      work()
    })
  const who = () => changes.threads() ?? here
  const inSteps = async (steps: Generator<undefined, void>) => {
    let left = true
    while (left) {
      change(() => (left = steps.next().done !== true))
      await changes.settled()
    }
  }
  return {
    search: (query, now) => memory.recall([query, timeOf(now)], () => who().search(query, now)),
    calendar: (query, now) => who().calendar(query, now),
    named: (ids, now) => who().named(ids, now),
    countIn: (boxes) => counted.recall(boxes, () => who().countIn(boxes)),
    areas,
    count: writer.count,
    put: (facts) => change(() => put(facts)),
    putNights: (id, units) => change(() => writer.putNights(id, units)),
    remove: (id) => change(() => remove(id)),
    clear: () =>
      change(() => {
        writer.clear()
        areas.clear()
      }),
    setTerms: (terms) => change(() => (index.terms = terms)),
    setPolicy: (policy) => change(() => setPolicy(index, policy)),
    settled: changes.settled,
    window: () => ({ from: index.from, until: index.until }),
    rollTo: (day) => inSteps(writer.rollTo(day - 1)),
    tighten: () => inSteps(writer.tighten()),
    save: writer.save,
    load: async (file) => {
      const loaded = await writer.load(file)
      const known: number[] = []
      for (const home of loaded?.homes ?? []) areas.add((known[home.area] ??= areaOf(home.area)), home)
      return loaded?.mark ?? null
    },
    bytes: writer.bytes,
    startThreads: changes.startThreads,
    endThread: changes.endThread,
    stop: changes.stop,
  }
}
