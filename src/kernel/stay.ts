import { addDays, daysBetween, type CalendarDate } from './calendar-date.ts'
import { err, ok, type Result } from './result.ts'

export const stayNightsMax = 365

/** Half-open: the night of `checkOut` is not slept. Two stays may share that day. */
export type Stay = Readonly<{ checkIn: CalendarDate; checkOut: CalendarDate }> & { readonly __brand: 'Stay' }

export type StayError = { code: 'stay_empty' } | { code: 'stay_too_long'; nightsMax: number }

export function parseStay(checkIn: CalendarDate, checkOut: CalendarDate): Result<Stay, StayError> {
  const count = daysBetween(checkIn, checkOut)
  if (count < 1) return err({ code: 'stay_empty' })
  if (count > stayNightsMax) return err({ code: 'stay_too_long', nightsMax: stayNightsMax })
  return ok({ checkIn, checkOut } as Stay)
}

export const nightCount = (stay: Stay) => daysBetween(stay.checkIn, stay.checkOut)

/** Every night slept, ascending. */
export const nights = (stay: Stay): CalendarDate[] => Array.from({ length: nightCount(stay) }, (_, index) => addDays(stay.checkIn, index))
