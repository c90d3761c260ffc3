import { addDays, daysBetween, type CalendarDate } from '../kernel/calendar-date.ts'
import { hourMs, later, minuteMs, type Instant } from '../kernel/clock.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { nightCount, type Stay } from '../kernel/stay.ts'
import type { Listing } from './listing.ts'

/** How far ahead nights can be had. Search keeps 768 nights from yesterday in UTC on, and where days begin first it is tomorrow by then. */
export const nightsAheadMax = 766

/** How long nights are kept for a guest who has not paid yet. */
export const holdMs = 15 * minuteMs

/** A host who answers first has this long at least: nobody may ask so late that a phone in a pocket decides. */
const answerMsMin = hourMs

/** Whether somebody who asks now, and pays within the hold, still leaves the host time for an answer before the arrival. */
export const isTooLateToAsk = (checkInAt: Instant, now: Instant): boolean => later(now, holdMs + answerMsMin) > checkInAt

type Party = Readonly<{ adults: number; children: number; pets: number }>

export type StayRequestError =
  | { code: 'dates_past'; today: CalendarDate }
  | { code: 'dates_too_far'; lastCheckOut: CalendarDate }
  | { code: 'stay_too_short'; nightsMin: number }
  | { code: 'stay_too_long'; nightsMax: number }
  | { code: 'too_many_guests'; capacity: number }
  | { code: 'too_many_pets'; petsMax: number }

/** Whether a listing takes such stays at all; whether the nights are free is another question. @param today at the place */
export function checkStayRequest(
  { nightsMin, nightsMax, capacity, petsMax }: Pick<Listing, 'nightsMin' | 'nightsMax' | 'capacity' | 'petsMax'>,
  stay: Stay,
  { adults, children, pets }: Party,
  today: CalendarDate,
): Result<undefined, StayRequestError> {
  const lastCheckOut = addDays(today, nightsAheadMax)
  if (daysBetween(today, stay.checkIn) < 0) return err({ code: 'dates_past', today })
  if (stay.checkOut > lastCheckOut) return err({ code: 'dates_too_far', lastCheckOut })
  if (nightCount(stay) < nightsMin) return err({ code: 'stay_too_short', nightsMin })
  if (nightCount(stay) > nightsMax) return err({ code: 'stay_too_long', nightsMax })
  if (adults + children > capacity) return err({ code: 'too_many_guests', capacity })
  if (pets > petsMax) return err({ code: 'too_many_pets', petsMax })
  return ok()
}
