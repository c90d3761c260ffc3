import type { Booking } from '../bookings/booking.ts'
import { claimRunsOf, conflictsOf, type ClaimRun, type Conflict } from '../calendar/claim-runs.ts'
import { nightsMinOn, stayRulesOfMany, type StayRule } from '../calendar/shortest-stay.ts'
import { addDays, dayNumber, daysBetween, fromDayNumber, type CalendarDate } from '../kernel/calendar-date.ts'
import { parseId, type HostId, type ListingId, type UnitId } from '../kernel/ids.ts'
import { money, type Money } from '../kernel/money.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { dateAt } from '../kernel/zone.ts'
import { findListing } from '../listings/find-listing.ts'
import { listingsOfHost } from '../listings/hosts-listings.ts'
import type { Listing } from '../listings/listing.ts'
import { unitNamesOf } from '../listings/units.ts'
import type { OwnBooking } from '../own-bookings/own-booking.ts'
import type { Db } from '../platform/db.ts'
import type { Deps } from '../platform/deps.ts'
import { overridesOfMany } from '../pricing/plans.ts'
import type { Override, PricePlan } from '../pricing/price-plan.ts'
import { nightlyRates } from '../pricing/quote.ts'
import { findPlans } from '../pricing/view-prices.ts'
import { bookingsOf, ownBookingsOf } from './claimants.ts'

export const hostCalendarDaysMax = 100
export const hostCalendarHomesMax = 50
/** Homes are left to the next page once so many units are on this one: an inn may have a hundred. */
const unitsAPageMax = 200

/** Nights that somebody has, cut at the edges of what was asked: `before` and `after` say whether they go on there. */
export type Run = ClaimRun & Readonly<{ before: boolean; after: boolean; booking: Booking | undefined; own: OwnBooking | undefined }>

export type HomeCalendar = Readonly<{
  listing: Listing
  today: CalendarDate
  units: readonly Readonly<{ id: UnitId; name: string; runs: readonly Run[]; conflicts: readonly Conflict[] }>[]
  /** `nightly` null: the home has no prices yet. Before discounts, fees and taxes. */
  days: readonly Readonly<{ date: CalendarDate; nightly: Money | null; nightsMin: number }>[]
}>

export type ViewHostCalendarError =
  | { code: 'listing_not_found' }
  | { code: 'range_empty' }
  | { code: 'range_too_long'; daysMax: number }
  | { code: 'bad_cursor' }

type Days = Readonly<{ from: CalendarDate; until: CalendarDate }>
type Input = Readonly<{ hostId: HostId; days: Days; listingId: ListingId | undefined; cursor: string | undefined }>

/** A host's nights, home by home: who has them and why, and what each would cost. Eleven queries, however many homes. */
export async function viewHostCalendar(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  { hostId, days, listingId, cursor }: Input,
): Promise<Result<{ homes: HomeCalendar[]; nextCursor: string | null }, ViewHostCalendarError>> {
  const count = daysBetween(days.from, days.until)
  if (count < 1) return err({ code: 'range_empty' })
  if (count > hostCalendarDaysMax) return err({ code: 'range_too_long', daysMax: hostCalendarDaysMax })
  const after = cursor === undefined ? ok(null) : parseId<'listing'>(cursor)
  if (!after.ok) return err({ code: 'bad_cursor' })
  const found = listingId ? await ownListing(db, hostId, listingId) : await pageOf(db, hostId, after.value)
  if (!found.ok) return found
  const { listings, nextCursor } = found.value
  const around = await nightsAround(db, listings, days)
  const homes = listings.map((listing) => homeOf(listing, around, { days, today: dateAt(clock.now(), listing.zone) }))
  return ok({ homes, nextCursor })
}

type Page = { listings: Listing[]; nextCursor: string | null }

async function ownListing(db: Db, hostId: HostId, listingId: ListingId): Promise<Result<Page, { code: 'listing_not_found' }>> {
  const listing = await findListing(db, listingId)
  return listing?.hostId === hostId ? ok({ listings: [listing], nextCursor: null }) : err({ code: 'listing_not_found' })
}

async function pageOf(db: Db, hostId: HostId, after: ListingId | null): Promise<Result<Page, never>> {
  const found = await listingsOfHost(db, hostId, { after, limit: hostCalendarHomesMax + 1 })
  const listings: Listing[] = []
  let units = 0
  for (const listing of found.slice(0, hostCalendarHomesMax)) {
    units += listing.unitIds.length
    if (units > unitsAPageMax && listings.length > 0) break
    listings.push(listing)
  }
  return ok({ listings, nextCursor: listings.length < found.length ? (listings.at(-1)?.id ?? null) : null })
}

type Around = Awaited<ReturnType<typeof nightsAround>>

/** All that is known of these homes' nights, a day more on either side, to see what goes on there. */
async function nightsAround(db: Db, listings: readonly Listing[], days: Days) {
  const ids = listings.map(({ id }) => id)
  const units = listings.flatMap(({ unitIds }) => unitIds)
  const runs = await claimRunsOf(db, units, { from: addDays(days.from, -1), until: addDays(days.until, 1) })
  return {
    runs: Map.groupBy(runs, ({ unitId }) => unitId),
    conflicts: Map.groupBy(await conflictsOf(db, units, days), ({ unitId }) => unitId),
    bookings: await bookingsOf(
      db,
      runs.filter(({ kind }) => kind !== 'own'),
    ),
    owns: await ownBookingsOf(
      db,
      runs.filter(({ kind }) => kind === 'own'),
    ),
    names: await unitNamesOf(db, ids),
    plans: await findPlans(db, ids),
    overrides: await overridesOfMany(db, ids, days),
    stayRules: await stayRulesOfMany(db, ids, days),
  }
}

function homeOf(listing: Listing, around: Around, { days, today }: { days: Days; today: CalendarDate }): HomeCalendar {
  const { id, unitIds } = listing
  const units = unitIds.map((unitId) => ({
    id: unitId,
    name: around.names.get(unitId) ?? '',
    runs: (around.runs.get(unitId) ?? []).flatMap((run) => cutRun(run, days, around)),
    conflicts: around.conflicts.get(unitId) ?? [],
  }))
  const rules = { plan: around.plans.get(id), overrides: around.overrides.get(id) ?? [], stayRules: around.stayRules.get(id) ?? [] }
  return { listing, today, units, days: daysOf(listing, days, rules) }
}

function cutRun(run: ClaimRun, { from, until }: Days, { bookings, owns }: Pick<Around, 'bookings' | 'owns'>): Run[] {
  const cut = { from: run.from > from ? run.from : from, until: run.until < until ? run.until : until }
  if (cut.from >= cut.until) return []
  const guests = { booking: bookings.get(run.claimId), own: owns.get(run.claimId) }
  return [{ ...run, ...cut, before: run.from < from, after: run.until > until, ...guests }]
}

type Rules = { plan: PricePlan | undefined; overrides: readonly Override[]; stayRules: readonly StayRule[] }

function daysOf({ currency, nightsMin }: Listing, { from, until }: Days, { plan, overrides, stayRules }: Rules): HomeCalendar['days'] {
  const [first, end] = [dayNumber(from), dayNumber(until)]
  const rates = plan ? nightlyRates({ plan, overrides }, first, end) : []
  return Array.from({ length: end - first }, (_, index) => {
    const rate = rates[index]
    return {
      date: fromDayNumber(first + index),
      nightly: rate === undefined ? null : money(rate, currency),
      nightsMin: nightsMinOn({ nightsMin, stayRules }, first + index),
    }
  })
}
