import type { NightRange } from '../calendar/night-ranges.ts'
import { setNights, type NightsSet, type SetNightsError } from '../calendar/set-nights.ts'
import { setStayRule, type SetStayRuleError } from '../calendar/set-stay-rule.ts'
import { addDays, daysBetween } from '../kernel/calendar-date.ts'
import type { HostId, ListingId } from '../kernel/ids.ts'
import type { Money } from '../kernel/money.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { dateAt } from '../kernel/zone.ts'
import { lockOwnListing } from '../listings/lock-own-listing.ts'
import { nightsAheadMax } from '../listings/listing-policy.ts'
import { calendarDaysMax } from '../listings/wire.ts'
import { inTransaction, type Tx } from '../platform/db.ts'
import type { Deps } from '../platform/deps.ts'
import { setNightly, type SetNightlyError } from '../pricing/set-nightly.ts'

export type ArrangeNightsError =
  | SetNightsError
  | SetNightlyError
  | SetStayRuleError
  | { code: 'nothing_to_set' }
  | { code: 'currency_mismatch'; currency: string }
  | { code: 'min_above_max'; nightsMax: number }

/** What is left out stays as it is. `nightly` and `nightsMin` null: as the listing says on any other day. */
export type Arrangement = Readonly<{
  open?: boolean | undefined
  nightly?: Money | null | undefined
  nightsMin?: number | null | undefined
}>

type Input = { listingId: ListingId; hostId: HostId; range: NightRange; arrangement: Arrangement }

/**
 * Its host sets picked nights: what they cost, how long a stay that begins on them must be, and whether they are let.
 * Price and shortest stay commit together; blocking goes unit by unit, and the same call again sets the rest.
 */
export async function arrangeNights(
  deps: Deps,
  { listingId, hostId, range, arrangement }: Input,
): Promise<Result<NightsSet, ArrangeNightsError>> {
  const { open, nightly, nightsMin } = arrangement
  if (open === undefined && nightly === undefined && nightsMin === undefined) return err({ code: 'nothing_to_set' })
  const days = daysBetween(range.from, range.until)
  if (days < 1) return err({ code: 'range_empty' })
  if (days > calendarDaysMax) return err({ code: 'range_too_long', daysMax: calendarDaysMax })
  const ruled = await inTransaction(deps.db, (tx) => setRules(tx, deps, { listingId, hostId, range, arrangement }))
  if (!ruled.ok) return ruled
  return open === undefined ? ok({ blocked: 0, opened: 0, conflicts: [] }) : setNights(deps, { listingId, hostId, range, open })
}

async function setRules(
  tx: Tx,
  deps: Deps,
  { listingId, hostId, range, arrangement: { nightly, nightsMin } }: Input,
): Promise<Result<undefined, ArrangeNightsError>> {
  const listing = await lockOwnListing(tx, deps, { listingId, hostId })
  if (!listing) return err({ code: 'listing_not_found' })
  const lastDay = addDays(dateAt(deps.clock.now(), listing.zone), nightsAheadMax)
  if (range.until > lastDay) return err({ code: 'dates_too_far', lastDay })
  if (nightly && nightly.currency !== listing.currency) return err({ code: 'currency_mismatch', currency: listing.currency })
  if (nightsMin && nightsMin > listing.nightsMax) return err({ code: 'min_above_max', nightsMax: listing.nightsMax })
  if (nightly !== undefined) {
    const priced = await setNightly(tx, deps, { listingId, range, nightlyMinor: nightly && nightly.minor })
    if (!priced.ok) return priced
  }
  return nightsMin === undefined ? ok() : setStayRule(tx, deps, { listing, range, nightsMin })
}
