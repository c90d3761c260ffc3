import type { z } from 'zod'
import { dayNumber, fromDayNumber, parseCalendarDate, weekday, type CalendarDate, type DayNumber } from '../kernel/calendar-date.ts'
import { dayMs, hourMs, type Instant } from '../kernel/clock.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { nightCount, parseStay, type StayError } from '../kernel/stay.ts'
import { nightsAheadMax } from '../listings/listing-policy.ts'
import { arrivalsMax, calendarArrivalsMax, type When } from './query.ts'
import type { calendarQueryWire, searchQueryWire } from './wire.ts'

type Dates = Pick<z.output<typeof searchQueryWire>, 'checkIn' | 'checkOut' | 'flex' | 'month' | 'stay'>
type Season = Pick<z.output<typeof calendarQueryWire>, 'from' | 'until' | 'nights'>

type OutOfReach = { code: 'dates_past' } | { code: 'dates_too_far'; lastCheckOut: CalendarDate }
export type DatesError =
  | StayError
  | OutOfReach
  | { code: 'dates_incomplete' }
  | { code: 'flex_needs_dates' }
  | { code: 'month_incomplete' }
  /** Both dates and a month. */
  | { code: 'dates_twice' }
export type SeasonError = OutOfReach | { code: 'range_empty' } | { code: 'range_too_long'; daysMax: number }

/** The stays that will do, of those that can still, or already, be had somewhere on earth. What each listing says comes later. */
export function whenAsked(dates: Dates, now: Instant): Result<When | null, DatesError> {
  const { checkIn, checkOut, flex = 0, month, stay } = dates
  if (!month && !stay) return exactly(checkIn, checkOut, flex, now)
  if (checkIn || checkOut || flex > 0) return err({ code: 'dates_twice' })
  if (!month || !stay) return err({ code: 'month_incomplete' })
  const days = daysOf(month)
  if (stay === 'week') return reachable(days, 7, now)
  return reachable(
    days.filter((day) => weekday(day) === friday),
    2,
    now,
  )
}

const friday = 5

function exactly(checkIn: CalendarDate | undefined, checkOut: CalendarDate | undefined, flex: number, now: Instant) {
  if (!checkIn && !checkOut) return flex > 0 ? err({ code: 'flex_needs_dates' }) : ok(null)
  if (!checkIn || !checkOut) return err({ code: 'dates_incomplete' })
  const stay = parseStay(checkIn, checkOut)
  if (!stay.ok) return stay
  const wished = dayNumber(checkIn)
  const within = reachable(
    Array.from({ length: 2 * flex + 1 }, (_, index) => wished - flex + index),
    nightCount(stay.value),
    now,
  )
  return within.ok ? ok({ ...within.value, wished }) : within
}

/** '2027-05' */
function daysOf(month: string): DayNumber[] {
  const dates = Array.from({ length: arrivalsMax }, (_, index) => parseCalendarDate(`${month}-${String(index + 1).padStart(2, '0')}`))
  return dates.flatMap((date) => (date.ok ? dayNumber(date.value) : []))
}

/** Where days begin last, and first: UTC-12 and UTC+14. */
const [latestZoneMs, earliestZoneMs] = [-12 * hourMs, 14 * hourMs]

/** Those of `arrivals` from which a stay can be had anywhere; the first is the one wished. */
function reachable(arrivals: readonly DayNumber[], nights: number, now: Instant): Result<When, OutOfReach> {
  const today = (zoneMs: number) => Math.floor((now + zoneMs) / dayMs)
  const lastCheckOut = today(earliestZoneMs) + nightsAheadMax
  const ahead = arrivals.filter((day) => day >= today(latestZoneMs))
  if (ahead.length === 0) return err({ code: 'dates_past' })
  const within = ahead.filter((day) => day + nights <= lastCheckOut)
  const [wished] = within
  if (wished === undefined) return err({ code: 'dates_too_far', lastCheckOut: fromDayNumber(lastCheckOut) })
  return ok({ nights, arrivals: within, wished })
}

/** Every arrival of a calendar, those out of reach too, of which there is nothing to be had. */
export function seasonAsked({ from, until, nights }: Season, now: Instant): Result<When, SeasonError> {
  const [first, end] = [dayNumber(from), dayNumber(until)]
  if (end <= first) return err({ code: 'range_empty' })
  if (end - first > calendarArrivalsMax) return err({ code: 'range_too_long', daysMax: calendarArrivalsMax })
  const arrivals = Array.from({ length: end - first }, (_, index) => first + index)
  const within = reachable(arrivals, nights, now)
  return within.ok ? ok({ ...within.value, arrivals }) : within
}
