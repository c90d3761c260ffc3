/** Days are 'YYYY-MM-DD' in no time zone; they sort as text. */

const dayMs = 24 * 60 * 60 * 1000
const stamp = (day: string) => Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1, Number(day.slice(8, 10)))
const fromStamp = (time: number) => new Date(time).toISOString().slice(0, 10)

export const isDay = (text: string | null | undefined): text is string =>
  typeof text === 'string' && /^[12]\d{3}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(stamp(text)) && fromStamp(stamp(text)) === text

export const addDays = (day: string, days: number) => fromStamp(stamp(day) + days * dayMs)

export const daysBetween = (from: string, to: string) => Math.round((stamp(to) - stamp(from)) / dayMs)

/** 0 is Sunday, 6 is Saturday. */
export const weekdayOf = (day: string) => new Date(stamp(day)).getUTCDay()

export const firstOfMonth = (day: string) => `${day.slice(0, 7)}-01`

/** The first day of the month that many months on. */
export function addMonths(day: string, months: number) {
  const first = new Date(stamp(firstOfMonth(day)))
  first.setUTCMonth(first.getUTCMonth() + months)
  return fromStamp(first.getTime())
}

/** The same day of the month that many months on, or that month's last. */
export function sameDayInMonth(day: string, months: number) {
  const first = addMonths(day, months)
  const last = addDays(addMonths(first, 1), -1)
  const wanted = `${first.slice(0, 8)}${day.slice(8)}`
  return wanted > last ? last : wanted
}

/** The weeks of a month, seven cells each, null where another month's day would stand. `weekStart`: 0 is Sunday. */
export function weeksOf(month: string, weekStart: number): (string | null)[][] {
  const first = firstOfMonth(month)
  const length = daysBetween(first, addMonths(first, 1))
  const lead = (weekdayOf(first) - weekStart + 7) % 7
  const cells = Array.from({ length: Math.ceil((lead + length) / 7) * 7 }, (_, index) =>
    index < lead || index >= lead + length ? null : addDays(first, index - lead),
  )
  return Array.from({ length: cells.length / 7 }, (_, week) => cells.slice(week * 7, week * 7 + 7))
}

/** 0 is Sunday. Monday where a browser can't say. */
export function weekStartOf(tag: string) {
  const locale = new Intl.Locale(tag) as Intl.Locale & { getWeekInfo?: () => { firstDay: number }; weekInfo?: { firstDay: number } }
  const info = locale.getWeekInfo?.() ?? locale.weekInfo
  return (info?.firstDay ?? 1) % 7
}
