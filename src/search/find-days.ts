import type { z } from 'zod'
import { addDays, fromDayNumber } from '../kernel/calendar-date.ts'
import { ok, type Result } from '../kernel/result.ts'
import type { Deps } from '../platform/deps.ts'
import { seasonAsked, type SeasonError } from './dates-asked.ts'
import { filtersAsked } from './filters-asked.ts'
import type { BoxError } from './geography.ts'
import { presentPlace } from './present-found.ts'
import type { Search, SearchError } from './search.ts'
import { whereAsked } from './where-asked.ts'
import type { calendarQueryWire, searchCalendarWire } from './wire.ts'

export type FindDaysError = SearchError | BoxError | SeasonError

/** What each arrival costs at least, and how many homes there are for it: for who can choose when to come. */
export async function findDays(
  { clock, search }: Pick<Deps, 'clock'> & { search: Search },
  request: z.output<typeof calendarQueryWire>,
): Promise<Result<z.input<typeof searchCalendarWire>, FindDaysError>> {
  const when = seasonAsked(request, clock.now())
  if (!when.ok) return when
  const where = await whereAsked(search, request)
  if (!where.ok) return where
  const { nights, arrivals } = when.value
  const nobody = { place: null, box: null, centre: null }
  const { place, box, centre } = where.value ?? nobody
  const query = { ...filtersAsked(request), box, centre, when: when.value, ...onlyDays }
  const days = where.value
    ? await search.calendar(query)
    : ok(arrivals.map((day) => ({ checkIn: fromDayNumber(day), count: 0, from: null })))
  if (!days.ok) return days
  return ok({
    place: place && presentPlace(place),
    bbox: box && [...box],
    nights,
    days: days.value.map((day) => ({ ...day, checkOut: addDays(day.checkIn, nights) })),
  })
}

const onlyDays = { facets: false, instead: false, sort: 'price', limit: 1, cursor: null } as const
