import { dayMs } from './clock.ts'
import { err, ok, type Result } from './result.ts'

/** A day on a wall calendar, 'YYYY-MM-DD', in no time zone. Sorts as text in both databases. */
export type CalendarDate = string & { readonly __brand: 'CalendarDate' }

/** Days since 1970-01-01; for arithmetic and arrays. */
export type DayNumber = number

export function parseCalendarDate(text: string): Result<CalendarDate, { code: 'bad_date'; text: string }> {
  const time = /^[12]\d{3}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : NaN
  const real = !Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === text
  return real ? ok(text as CalendarDate) : err({ code: 'bad_date', text })
}

/** @throws when `text` is no date; for literals in code and tests. */
export function calendarDate(text: string): CalendarDate {
  const parsed = parseCalendarDate(text)
  if (!parsed.ok) throw new Error(`not a calendar date: ${text}`)
  return parsed.value
}

export const dayNumber = (date: CalendarDate): DayNumber =>
  Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1, Number(date.slice(8, 10))) / dayMs

/** Days are written out by the thousand, nearly all of this century: each of those once. */
const written: CalendarDate[] = []
const [writtenFrom, writtenMax] = [Date.UTC(2000) / dayMs, 100 * 366]

export function fromDayNumber(day: DayNumber): CalendarDate {
  const index = day - writtenFrom
  if (index < 0 || index >= writtenMax) return write(day)
  return (written[index] ??= write(day))
}

const write = (day: DayNumber) => new Date(day * dayMs).toISOString().slice(0, 10) as CalendarDate

export const addDays = (date: CalendarDate, days: number) => fromDayNumber(dayNumber(date) + days)

export const daysBetween = (from: CalendarDate, to: CalendarDate) => dayNumber(to) - dayNumber(from)

/** 0 is Sunday, 6 is Saturday. */
export const weekday = (day: DayNumber) => (((day + 4) % 7) + 7) % 7
