import { fromDayNumber } from '../kernel/calendar-date.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { currenciesOf, leastOf, withinLimits } from './found.ts'
import { findMatches, type Question } from './matches.ts'
import type { CalendarDay, QueryError } from './query.ts'

/** Each arrival of the question by itself, in their order. */
export function calendarDays({ query, ...moment }: Question): Result<CalendarDay[], QueryError> {
  if (!query.when) return ok([])
  const { nights, arrivals } = query.when
  const days = arrivals.map((checkIn) => ({
    checkIn,
    matches: findMatches({ ...moment, query: { ...query, when: { nights, arrivals: [checkIn], wished: checkIn } } }),
  }))
  const currencies = currenciesOf(days.flatMap(({ matches }) => matches))
  if (currencies.length > 1) return err({ code: 'currency_needed', currencies })
  return ok(
    days.map(({ checkIn, matches }) => {
      const found = withinLimits(query, matches, null)
      return { checkIn: fromDayNumber(checkIn), count: found.length, from: leastOf(found) }
    }),
  )
}
