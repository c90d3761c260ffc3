import type { Instant } from '../../kernel/clock.ts'
import type { ListingId } from '../../kernel/ids.ts'
import type { Result } from '../../kernel/result.ts'
import type { Box } from '../geography.ts'
import type { Answer, CalendarDay, Hit, Query, QueryError } from '../query.ts'
import { answer, answerCalendar, answerNamed } from './answer.ts'
import { eachBlock, type Moment } from './find.ts'
import { newSieve } from './sieve.ts'

/** All that an index can be asked, wherever it is answered. */
export type Questions = {
  search(query: Query, now: Instant): Result<Answer, QueryError>
  /** Each arrival of the query by itself. */
  calendar(query: Query, now: Instant): Result<CalendarDay[], QueryError>
  /** The nearest stay of each of these for one adult, in their order; those that are not published are left out. */
  named(ids: readonly ListingId[], now: Instant): Hit[]
  /** How many listings lie in each box. */
  countIn(boxes: readonly Box[]): number[]
}

export const newQuestions = (momentAt: (now: Instant) => Moment, index: Moment['index']): Questions => ({
  search: (query, now) => answer(momentAt(now), query, now),
  calendar: (query, now) => answerCalendar(momentAt(now), query),
  named: (ids, now) => answerNamed(momentAt(now), ids),
  countIn: (boxes) => boxes.map((box) => countIn(index, box)),
})

function countIn(index: Moment['index'], box: Box): number {
  const sieve = newSieve(box, {}, index.codes)
  let count = 0
  eachBlock(index, box, (_, block, whole) => (count += sieve.pass(block, whole)))
  return count
}
