import { addDays, dayNumber, type CalendarDate, type DayNumber } from '../kernel/calendar-date.ts'
import { dateAt } from '../kernel/zone.ts'
import type { Listing } from '../listings/listing.ts'
import { nightsAheadMax } from '../listings/listing-policy.ts'
import type { Deps } from '../platform/deps.ts'
import { calendarOf } from './taken-nights.ts'

type Range = Readonly<{ from: CalendarDate; until: CalendarDate }>

/**
 * Says of each night from the one before `from` up to, but without, `until` whether it can be had, in one unit at least. What is
 * past at the place, or further ahead than can be booked, can't.
 */
export async function freeNights(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  { id, zone }: Pick<Listing, 'id' | 'zone'>,
  { from, until }: Range,
): Promise<(day: DayNumber) => boolean> {
  const units = await calendarOf(db, id, addDays(from, -1), until)
  const takenOn = new Map<DayNumber, number>()
  for (const taken of units.values())
    for (const night of taken.keys()) {
      const day = dayNumber(night)
      takenOn.set(day, (takenOn.get(day) ?? 0) + 1)
    }
  const today = dayNumber(dateAt(clock.now(), zone))
  return (day) => day >= today && day < today + nightsAheadMax && (takenOn.get(day) ?? 0) < units.size
}
