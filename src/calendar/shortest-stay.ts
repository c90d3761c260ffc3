import { dayNumber, type CalendarDate, type DayNumber } from '../kernel/calendar-date.ts'
import type { ListingId } from '../kernel/ids.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { nightCount, type Stay } from '../kernel/stay.ts'
import type { Db, Tx } from '../platform/db.ts'
import { firstEndingAfter, type DaySpan } from './day-spans.ts'
import { selectStayRules, selectStayRulesOfMany } from './store.ts'

/** How many nights a stay must have at least that begins on one of these days. It beats the listing's usual minimum, both ways. */
export type StayRule = DaySpan & Readonly<{ nightsMin: number }>

/** What of a listing decides how short a stay may be. `stayRules` in order of date, apart from each other. */
export type Shortest = Readonly<{ nightsMin: number; stayRules: readonly StayRule[] }>

/** The fewest nights of a stay that begins on `day`: the one function that quote, booking, calendar and search go by. */
export function nightsMinOn({ nightsMin, stayRules }: Shortest, day: DayNumber): number {
  if (stayRules.length === 0) return nightsMin
  const rule = stayRules[firstEndingAfter(stayRules, day)]
  return rule && rule.fromDay <= day ? rule.nightsMin : nightsMin
}

/** The listing's rules that touch the days from one up to, but without, another, in order of date. */
export const stayRulesOf = (db: Db | Tx, listingId: ListingId, days?: { from: CalendarDate; until: CalendarDate }): Promise<StayRule[]> =>
  selectStayRules(db, listingId, days)

/** The same of many listings. */
export async function stayRulesOfMany(
  db: Db | Tx,
  listingIds: readonly ListingId[],
  days: { from: CalendarDate; until: CalendarDate },
): Promise<Map<ListingId, StayRule[]>> {
  if (listingIds.length === 0) return new Map()
  return Map.groupBy(await selectStayRulesOfMany(db, listingIds, days), ({ listingId }) => listingId)
}

type Listing = { id: ListingId; nightsMin: number }

/** The fewest nights of a stay there that begins on `checkIn`, as it is now. */
export async function nightsMinAt(db: Db | Tx, { id, nightsMin }: Listing, checkIn: CalendarDate): Promise<number> {
  const stayRules = await selectStayRules(db, id, { from: checkIn, until: checkIn })
  return nightsMinOn({ nightsMin, stayRules }, dayNumber(checkIn))
}

export type StayTooShort = { code: 'stay_too_short'; nightsMin: number }

/** Asked again under the version of the calendar, which whoever changes the rules bumps too: a booking never slips past a new rule. */
export async function checkShortestStay(tx: Tx, listing: Listing, stay: Stay): Promise<Result<undefined, StayTooShort>> {
  const nightsMin = await nightsMinAt(tx, listing, stay.checkIn)
  return nightCount(stay) < nightsMin ? err({ code: 'stay_too_short', nightsMin }) : ok()
}
