import { calendarDate, type CalendarDate } from '../kernel/calendar-date.ts'

/** The first day of the month of `day`. */
export const monthOf = (day: CalendarDate): CalendarDate => calendarDate(`${day.slice(0, 7)}-01`)

/** The first day of the month after the one that begins on `month`. */
export function monthAfter(month: CalendarDate): CalendarDate {
  const [year, number] = [Number(month.slice(0, 4)), Number(month.slice(5, 7))]
  const [nextYear, next] = number === 12 ? [year + 1, 1] : [year, number + 1]
  return calendarDate(`${nextYear}-${String(next).padStart(2, '0')}-01`)
}
