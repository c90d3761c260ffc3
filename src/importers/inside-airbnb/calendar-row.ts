import { dayNumber, parseCalendarDate, type DayNumber } from '../../kernel/calendar-date.ts'
import type { Currency } from '../../kernel/money.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import { parseAmount } from './amount.ts'
import { newRuns, type Runs } from './calendar-runs.ts'
import { cellOf, type Row } from './read-csv.ts'
import type { Refused } from './skips.ts'

/** What a listing's rows of calendar.csv say, as runs of days. Values: none for days and blocked, minor units for prices. */
export type ListingCalendar = Readonly<{ days: Runs; blocked: Runs; prices: Runs }>

export const newListingCalendar = (): ListingCalendar => ({ days: newRuns(), blocked: newRuns(), prices: newRuns() })

export const calendarColumns: readonly string[] = ['listing_id', 'date', 'available']
/** More than three years for one listing is no calendar. */
export const calendarNightsMax = 1_200

/** Adds one row to its listing's calendar. An `err` says what of it was left out; a night keeps its state when only its price is bad. */
export function newCalendarReader(calendars: ReadonlyMap<string, ListingCalendar>, currency: Currency) {
  const dayOf = newDayReader()
  return (row: Row): Result<DayNumber, Refused> => {
    const cell = (column: string) => cellOf(row, column)
    const refuse = (reason: Refused['reason'], column: string) => err({ reason, detail: cell(column) })
    if (!row.whole) return err({ reason: 'wrong_number_of_cells', detail: `${row.cells.length} instead of ${row.columns.size}` })
    const calendar = calendars.get(cell('listing_id'))
    if (!calendar) return refuse('unknown_listing', 'listing_id')
    const day = dayOf(cell('date'))
    if (day === undefined) return refuse('bad_date', 'date')
    const available = cell('available')
    if (available !== 't' && available !== 'f') return refuse('bad_availability', 'available')
    if (calendar.days.has(day)) return refuse('duplicate_date', 'date')
    if (calendar.days.count() >= calendarNightsMax) return refuse('calendar_too_long', 'date')
    calendar.days.add(day, 0)
    if (available === 'f') calendar.blocked.add(day, 0)
    const price = cell('price')
    const minor = parseAmount(price, currency)
    if (minor) calendar.prices.add(day, minor)
    return minor || price === '' ? ok(day) : refuse('bad_price', 'price')
  }
}

/** Reads each of a calendar's few hundred different dates once. */
function newDayReader() {
  const days = new Map<string, DayNumber>()
  return (text: string): DayNumber | undefined => {
    const known = days.get(text)
    if (known !== undefined) return known
    const date = parseCalendarDate(text)
    if (!date.ok) return undefined
    const day = dayNumber(date.value)
    if (days.size < datesKeptMax) days.set(text, day)
    return day
  }
}

const datesKeptMax = 10_000
