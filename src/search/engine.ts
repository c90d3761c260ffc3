import type { DayNumber } from '../kernel/calendar-date.ts'
import { minuteMs, type Instant } from '../kernel/clock.ts'
import type { ListingId } from '../kernel/ids.ts'
import type { Result } from '../kernel/result.ts'
import type { AgreedPolicy } from '../listings/cancellation-policy.ts'
import { noTerms, type Terms } from '../pricing/market-terms.ts'
import { answer, answerNamed } from './answer.ts'
import { calendarDays } from './calendar-days.ts'
import { newToday } from './days.ts'
import { insideOf, type Box } from './geography.ts'
import { newNights, windowNights } from './nights.ts'
import { newAreas, type Areas } from './places/areas.ts'
import type { Answer, CalendarDay, Hit, Query, QueryError } from './query.ts'
import { newRows, type Rows, type SearchListing } from './rows.ts'

/** Everything that is published, in memory. Each call is one moment: no search ever sees half a change. */
export type Engine = {
  search(query: Query, now: Instant): Result<Answer, QueryError>
  /** Each arrival of `query.when`, up to `calendarArrivalsMax` here, by itself and in its order; without `when` there are none. */
  calendar(query: Query, now: Instant): Result<CalendarDay[], QueryError>
  /** The nearest stay of each of these for one adult, in their order; those that are not published are left out. */
  named(ids: readonly ListingId[], now: Instant): Hit[]
  /** How many listings lie in the box. */
  countIn(box: Box): number
  areas: Areas
  count(): number
  put(facts: SearchListing): void
  remove(id: ListingId): void
  clear(): void
  setTerms(terms: Terms): void
  /** What has become of a policy, for all listings that name it. */
  setPolicy(policy: AgreedPolicy): void
  /** The nights that `put` must know of. */
  window(): { from: DayNumber; until: DayNumber }
  /** Moves the window on; every listing must then be put again, and until it is, its new nights count as taken. */
  rollTo(day: DayNumber): void
}

/** @param today the day in UTC: the window begins a day earlier, for places where it is still yesterday. */
export function newEngine(today: DayNumber): Engine {
  let nights = newNights(today - 1)
  let rows = newRows(nights)
  let terms: Terms = noTerms
  const areas = newAreas()
  const todayIn = newToday()
  const memory = newMemory()
  const remove = (id: ListingId) => {
    memory.forget()
    const left = rows.remove(id)
    if (left) areas.remove(left)
  }
  return {
    search: (query, now) => memory.recall(query, now, () => answer({ rows, nights, terms, today: todayIn, query, now })),
    calendar: (query, now) => calendarDays({ rows, nights, terms, today: todayIn, query, now }),
    named: (ids, now) => answerNamed({ rows, nights, terms, today: todayIn, now }, ids),
    countIn: (box) => memory.recount(box, () => countIn(rows, box)),
    areas,
    count: () => rows.count,
    put: (facts) => {
      remove(facts.id)
      rows.add(facts)
      areas.add(facts)
    },
    remove,
    clear: () => {
      memory.forget()
      nights = newNights(nights.from())
      rows = newRows(nights)
      areas.clear()
    },
    setTerms: (next) => {
      memory.forget()
      terms = next
    },
    setPolicy: (policy) => {
      memory.forget()
      rows.policies.set(policy.ref, policy)
    },
    window: () => ({ from: nights.from(), until: nights.from() + windowNights }),
    rollTo: (day) => {
      memory.forget()
      nights.rollTo(day - 1)
    },
  }
}

type Answered = Result<Answer, QueryError>

/** Answers kept; a page with its pins is about 20 kB. */
const answersMax = 200
const countsMax = 1_000

/** Days begin at whole minutes, and the time to ask a host is over after one: a whole minute is a time of its own. */
const timeOf = (now: Instant) => Math.floor(now / minuteMs) + Math.ceil(now / minuteMs)

/** Answers since which nothing has changed, nor what day it is or who may still be asked: the home page asks the same for everybody. */
function newMemory() {
  const answers = new Map<string, Answered>()
  const counts = new Map<string, number>()
  let time = 0
  return {
    forget: () => {
      answers.clear()
      counts.clear()
    },
    recount: (box: Box, count: () => number): number => {
      const key = box.join(' ')
      const counted = counts.get(key) ?? count()
      if (counts.size >= countsMax) counts.clear()
      counts.set(key, counted)
      return counted
    },
    recall: (query: Query, now: Instant, work: () => Answered): Answered => {
      if (timeOf(now) !== time || answers.size >= answersMax) answers.clear()
      time = timeOf(now)
      const key = JSON.stringify(query)
      const answered = answers.get(key) ?? work()
      answers.set(key, answered)
      return answered
    },
  }
}

function countIn({ columns: { live, lat, lng }, end }: Rows, box: Box): number {
  const inside = insideOf(box)
  let count = 0
  for (let row = 0; row < end; row++) if (live[row] === 1 && inside(lat[row] ?? 0, lng[row] ?? 0)) count++
  return count
}
