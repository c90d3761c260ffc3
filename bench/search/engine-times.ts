import type { DayNumber } from '../../src/kernel/calendar-date.ts'
import type { Query } from '../../src/search/query.ts'
import { flexible, oneWeekend, weekendInMonth, type Question } from './questions.ts'
import type { Subject } from './subject.ts'
import { quantile } from './times.ts'

export type Times = Readonly<{ p50: number; p99: number }>

/** Questions before the first that counts: the engine compiles itself meanwhile. */
const warmUp = 500

/** One question after another. */
export async function timeEngine(subject: Subject, questions: (index: number) => Question, count: number): Promise<Times> {
  return timeQueries(subject, (index) => questions(index).query, count)
}

export type Flexible = Readonly<{ exact: Times; flexible: Times; weekend: Times; weekendInMonth: Times }>

/** The same boxes, guests and filters with exact dates, with three days more on both sides, on one weekend and on any of a month. */
export async function timeFlexible(
  subject: Subject,
  questions: (index: number) => Question,
  { count, today }: { count: number; today: DayNumber },
): Promise<Flexible> {
  return {
    exact: await timeQueries(subject, (index) => questions(index).query, count),
    flexible: await timeQueries(subject, (index) => flexible(questions(index).query), count),
    weekend: await timeQueries(subject, (index) => oneWeekend(questions(index).query), count),
    weekendInMonth: await timeQueries(subject, (index) => weekendInMonth(questions(index).query, today), count),
  }
}

async function timeQueries(subject: Subject, query: (index: number) => Query, count: number): Promise<Times> {
  const times: number[] = []
  for (let index = 0; index < warmUp + count; index++) {
    const asked = query(index)
    const startedAt = performance.now()
    await subject.search(asked)
    if (index >= warmUp) times.push(performance.now() - startedAt)
  }
  return { p50: quantile(times, 0.5), p99: quantile(times, 0.99) }
}
