import { addDays, weekdayOf } from './days.ts'

const friday = 5

/** The weekend to come, Friday to Monday; on a Saturday or Sunday the next one. */
export function weekendAfter(today: string): { checkIn: string; checkOut: string } {
  const checkIn = addDays(today, (friday - weekdayOf(today) + 7) % 7)
  return { checkIn, checkOut: addDays(checkIn, 3) }
}
