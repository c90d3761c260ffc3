import type { NightRange } from '../../calendar/night-ranges.ts'
import { addDays, calendarDate, dayNumber, type CalendarDate } from '../../kernel/calendar-date.ts'
import type { Random } from '../../kernel/random.ts'
import type { Override } from '../../pricing/price-plan.ts'
import type { DemoPrice } from './demo-home.ts'

const bookedDaysAhead = 200
const seasonYears = 3

/** Stays of two to five nights that others have booked elsewhere, with three to fourteen free nights between them, from `firstDay` on. */
export function takenElsewhere(today: CalendarDate, random: Random, firstDay: number): NightRange[] {
  const stays: NightRange[] = []
  for (let day = firstDay + random.below(6); day < bookedDaysAhead;) {
    const until = day + 2 + random.below(4)
    stays.push({ from: addDays(today, day), until: addDays(today, until) })
    day = until + 3 + random.below(12)
  }
  return stays
}

/** Summer and the turn of the year at their own price, this year and the next ones. */
export function demoSeasons(today: CalendarDate, { highNight }: DemoPrice): Override[] {
  const thisYear = Number(today.slice(0, 4))
  const season = (from: string, until: string): Override => ({
    fromDay: dayNumber(calendarDate(from)),
    untilDay: dayNumber(calendarDate(until)),
    nightlyMinor: highNight,
  })
  const years = Array.from({ length: seasonYears }, (_, index) => thisYear - 1 + index)
  return years.flatMap((year) => [season(`${year + 1}-07-01`, `${year + 1}-09-01`), season(`${year}-12-20`, `${year + 1}-01-03`)])
}
