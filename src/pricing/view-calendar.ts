import { freeNights } from '../calendar/free-nights.ts'
import { nightsMinOn, stayRulesOf, type Shortest } from '../calendar/shortest-stay.ts'
import { dayNumber, fromDayNumber, type CalendarDate, type DayNumber } from '../kernel/calendar-date.ts'
import { money, type Money } from '../kernel/money.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import type { Listing } from '../listings/listing.ts'
import type { Db } from '../platform/db.ts'
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
  deps: Pick<Deps, 'db' | 'clock'>,
  { listing, from, to }: Input,
): Promise<Result<CalendarDay[], ViewCalendarError>> {
  const range = checkRange(from, to)
  if (!range.ok) return range
  const { first, end } = range.value
  const plan = await selectPlan(deps.db, listing.id)
  if (!plan) return err({ code: 'not_priced' })
  const overrides = await selectOverrides(deps.db, listing.id, { checkIn: from, checkOut: to })
  const shortest = await shortestOf(deps.db, listing, { from, until: to })
  const isFree = await freeNights(deps, listing, { from, until: to })
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

export type OpenNights = Readonly<{
  from: CalendarDate
  /** A letter for each day: 'n' the night that begins on it is free, 'm' a stay may end on it, 'b' both, '-' neither. */
  days: string
  /** The fewest nights of a stay, by the day it begins: from that day on until the next entry. */
  least: readonly { from: CalendarDate; nights: number }[]
}>

/** What `viewCalendar` says but for the prices, small enough for two years to ride on a page. */
export async function viewOpenNights(
  deps: Pick<Deps, 'db' | 'clock'>,
  { listing, from, to }: Input,
): Promise<Result<OpenNights, ViewCalendarError>> {
  const range = checkRange(from, to)
  if (!range.ok) return range
  const { first, end } = range.value
  if (!(await selectPlan(deps.db, listing.id))) return err({ code: 'not_priced' })
  const shortest = await shortestOf(deps.db, listing, { from, until: to })
  const isFree = await freeNights(deps, listing, { from, until: to })
  const least: { from: CalendarDate; nights: number }[] = []
  let days = ''
  for (let day = first; day < end; day++) {
    days += letters[(isFree(day) ? 2 : 0) + (isFree(day - 1) ? 1 : 0)]
    const nights = nightsMinOn(shortest, day)
    if (least.at(-1)?.nights !== nights) least.push({ from: fromDayNumber(day), nights })
  }
  return ok({ from, days, least })
}

const letters = '-mnb'

function checkRange(from: CalendarDate, to: CalendarDate): Result<{ first: DayNumber; end: DayNumber }, ViewCalendarError> {
  const [first, end] = [dayNumber(from), dayNumber(to)]
  if (first >= end) return err({ code: 'range_empty' })
  if (end - first > calendarDaysMax) return err({ code: 'range_too_long', daysMax: calendarDaysMax })
  return ok({ first, end })
}

const shortestOf = async (
  db: Db,
  { id, nightsMin }: Input['listing'],
  days: { from: CalendarDate; until: CalendarDate },
): Promise<Shortest> => ({
  nightsMin,
  stayRules: await stayRulesOf(db, id, days),
})
