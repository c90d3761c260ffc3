import { setImmediate } from 'node:timers/promises'
import { addDays, daysBetween, type CalendarDate } from '../kernel/calendar-date.ts'
import type { HostId, ListingId, UnitId } from '../kernel/ids.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { dateAt } from '../kernel/zone.ts'
import { findListing } from '../listings/find-listing.ts'
import { nightsAheadMax } from '../listings/listing-policy.ts'
import { calendarDaysMax } from '../listings/wire.ts'
import { write } from '../platform/db.ts'
import type { Deps } from '../platform/deps.ts'
import { announce } from '../platform/outbox.ts'
import { blockNights, openNights } from './block-nights.ts'
import type { NightRange } from './night-ranges.ts'
import type { WantsOutcome } from './wanted-nights.ts'

export type SetNightsError =
  | { code: 'listing_not_found' }
  | { code: 'range_empty' }
  | { code: 'range_too_long'; daysMax: number }
  | { code: 'dates_too_far'; lastDay: CalendarDate }

type Input = { listingId: ListingId; hostId: HostId; range: NightRange; open: boolean }

/** Of all units together; `conflicts` are nights that guests have, which stay theirs, once each. */
export type NightsSet = Readonly<{ blocked: number; opened: number; conflicts: readonly CalendarDate[] }>

/** Its host keeps the nights of a range for themselves, in every unit, or lets them again. */
export async function setNights(deps: Deps, { listingId, hostId, range, open }: Input): Promise<Result<NightsSet, SetNightsError>> {
  const days = daysBetween(range.from, range.until)
  if (days < 1) return err({ code: 'range_empty' })
  if (days > calendarDaysMax) return err({ code: 'range_too_long', daysMax: calendarDaysMax })
  const listing = await findListing(deps.db, listingId)
  if (listing?.hostId !== hostId) return err({ code: 'listing_not_found' })
  const lastDay = addDays(dateAt(deps.clock.now(), listing.zone), nightsAheadMax)
  if (range.until > lastDay) return err({ code: 'dates_too_far', lastDay })
  const outcomes: WantsOutcome[] = []
  for (const unitId of listing.unitIds) {
    outcomes.push(await setUnit(deps, { listingId, unitId, range, open }))
    // Others get a turn between units: an inn may have a hundred.
    await setImmediate()
  }
  const total = (pick: (outcome: WantsOutcome) => number) => outcomes.reduce((sum, outcome) => sum + pick(outcome), 0)
  const conflicts = open ? [] : [...new Set(outcomes.flatMap((outcome) => outcome.conflicts))]
  const inRange = conflicts.filter((night) => night >= range.from && night < range.until).toSorted()
  return ok({ blocked: total(({ taken }) => taken), opened: total(({ freed }) => freed), conflicts: inRange })
}

/** A unit a transaction: said again after a crash in between, the same call sets the rest. */
function setUnit(deps: Deps, { listingId, unitId, range, open }: Omit<Input, 'hostId'> & { unitId: UnitId }): Promise<WantsOutcome> {
  return write(deps.db, async (tx) => {
    const outcome = await (open ? openNights : blockNights)(tx, { unitId, range })
    await announce(tx, deps, { type: 'calendar.changed', listingId })
    return outcome
  })
}
