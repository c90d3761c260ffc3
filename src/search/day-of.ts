import { dayNumber, type CalendarDate, type DayNumber } from '../kernel/calendar-date.ts'

const known = new Map<CalendarDate, DayNumber>()
/** Some thousands of different dates, over and over: reading one costs more than the row that it is in. */
const knownMax = 5_000

/** The number of a day that is asked again and again. */
export function dayOf(date: CalendarDate): DayNumber {
  const before = known.get(date)
  if (before !== undefined) return before
  if (known.size >= knownMax) known.clear()
  known.set(date, dayNumber(date))
  return dayNumber(date)
}
