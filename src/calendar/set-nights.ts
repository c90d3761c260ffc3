import { daysBetween, type CalendarDate } from '../kernel/calendar-date.ts'
import type { HostId, ListingId } from '../kernel/ids.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { findListing } from '../listings/find-listing.ts'
import { calendarDaysMax } from '../listings/wire.ts'
import { inTransaction } from '../platform/db.ts'
import type { Deps } from '../platform/deps.ts'
import { announce } from '../platform/outbox.ts'
import { blockNights, openNights } from './block-nights.ts'
import type { NightRange } from './night-ranges.ts'
import type { WantsOutcome } from './wanted-nights.ts'

export type SetNightsError = { code: 'listing_not_found' } | { code: 'range_empty' } | { code: 'range_too_long'; daysMax: number }

type Input = { listingId: ListingId; hostId: HostId; range: NightRange; open: boolean }

/** Of all units together; `conflicts` are nights that guests have, which stay theirs, once each. */
export type NightsSet = Readonly<{ blocked: number; opened: number; conflicts: readonly CalendarDate[] }>

/** Its host keeps the nights of a range for themselves, in every unit, or lets them again. */
export async function setNights(deps: Deps, { listingId, hostId, range, open }: Input): Promise<Result<NightsSet, SetNightsError>> {
  const days = daysBetween(range.from, range.until)
  if (days < 1) return err({ code: 'range_empty' })
  if (days > calendarDaysMax) return err({ code: 'range_too_long', daysMax: calendarDaysMax })
  return inTransaction(deps.db, async (tx) => {
    const listing = await findListing(tx, listingId)
    if (listing?.hostId !== hostId) return err({ code: 'listing_not_found' })
    const outcomes: WantsOutcome[] = []
    // In one order for everybody, so that two changes never wait for each other.
    for (const unitId of listing.unitIds.toSorted()) outcomes.push(await (open ? openNights : blockNights)(tx, { unitId, range }))
    await announce(tx, deps, { type: 'calendar.changed', listingId })
    const total = (pick: (outcome: WantsOutcome) => number) => outcomes.reduce((sum, outcome) => sum + pick(outcome), 0)
    const conflicts = open ? [] : [...new Set(outcomes.flatMap((outcome) => outcome.conflicts))]
    const inRange = conflicts.filter((night) => night >= range.from && night < range.until).toSorted()
    return ok({ blocked: total(({ taken }) => taken), opened: total(({ freed }) => freed), conflicts: inRange })
  })
}
