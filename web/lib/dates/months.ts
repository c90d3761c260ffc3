import { addDays, addMonths, firstOfMonth } from './days.ts'

const monthsAhead = 12
/** A month with fewer days left has no week in it any more. */
const daysLeftMin = 7

/** The months to wish a weekend or a week of, 'YYYY-MM', the next one first. */
export function monthsFrom(today: string): string[] {
  const first = firstOfMonth(addDays(today, daysLeftMin))
  return Array.from({ length: monthsAhead }, (_, index) => addMonths(first, index).slice(0, 7))
}
