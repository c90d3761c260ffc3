import { nightsMinOn, stayRulesOf } from '../calendar/shortest-stay.ts'
import { calendarOf } from '../calendar/taken-nights.ts'
import { addDays, dayNumber, fromDayNumber, type CalendarDate } from '../kernel/calendar-date.ts'
import { money, type Money } from '../kernel/money.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { dateAt } from '../kernel/zone.ts'
import type { Listing } from '../listings/listing.ts'
import { nightsAheadMax } from '../listings/listing-policy.ts'
import type { Deps } from '../platform/deps.ts'
import { nightlyRates } from './quote.ts'
import { selectOverrides, selectPlan } from './store.ts'
import { calendarDaysMax } from '../listings/wire.ts'

export type CalendarDay = Readonly<{
  date: CalendarDate
  /** Whether the night that begins on this day can be had, in one unit at least. */
  free: boolean
  /** Whether a stay can end on this day: the night before it can be had. */
  leaving: boolean
  /** Before discounts, fees and taxes. */
  nightly: Money
  /** The fewest nights of a stay that begins on this day. */
  nightsMin: number
}>

export type ViewCalendarError = { code: 'range_empty' } | { code: 'range_too_long'; daysMax: number } | { code: 'not_priced' }

type Input = { listing: Pick<Listing, 'id' | 'zone' | 'currency' | 'nightsMin'>; from: CalendarDate; to: CalendarDate }

/** The days from `from` up to, but without, `to`. What is past at the place, or further ahead than can be booked, is not free. */
export async function viewCalendar(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  { listing, from, to }: Input,
): Promise<Result<CalendarDay[], ViewCalendarError>> {
  const [first, end] = [dayNumber(from), dayNumber(to)]
  if (first >= end) return err({ code: 'range_empty' })
  if (end - first > calendarDaysMax) return err({ code: 'range_too_long', daysMax: calendarDaysMax })
  const plan = await selectPlan(db, listing.id)
  if (!plan) return err({ code: 'not_priced' })
  const overrides = await selectOverrides(db, listing.id, { checkIn: from, checkOut: to })
  const shortest = { nightsMin: listing.nightsMin, stayRules: await stayRulesOf(db, listing.id, { from, until: to }) }
  const taken = [...(await calendarOf(db, listing.id, addDays(from, -1), to)).values()]
  const today = dayNumber(dateAt(clock.now(), listing.zone))
  const isFree = (day: number) => {
    const night = fromDayNumber(day)
    return day >= today && day < today + nightsAheadMax && taken.some((unit) => !unit.has(night))
  }
  const days = nightlyRates({ plan, overrides }, first, end).map((minor, index): CalendarDay => {
    const day = first + index
    return {
      date: fromDayNumber(day),
      free: isFree(day),
      leaving: isFree(day - 1),
      nightly: money(minor, listing.currency),
      nightsMin: nightsMinOn(shortest, day),
    }
  })
  return ok(days)
}
