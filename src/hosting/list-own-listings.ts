import { nextGuests, type NextGuest } from '../bookings/next-guests.ts'
import { fromDayNumber } from '../kernel/calendar-date.ts'
import { dayMs } from '../kernel/clock.ts'
import { parseId, type HostId, type ListingId } from '../kernel/ids.ts'
import { money, type Money } from '../kernel/money.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { listingsOfHost } from '../listings/hosts-listings.ts'
import type { Listing } from '../listings/listing.ts'
import { missingFrom, type Missing } from '../listings/publication-policy.ts'
import type { Deps } from '../platform/deps.ts'
import { findPlans } from '../pricing/view-prices.ts'

export type OwnListing = Readonly<{
  listing: Listing
  missing: readonly Missing[]
  /** What a usual night costs, before fees; null as long as nobody has said. */
  nightly: Money | null
  nextGuest: NextGuest | null
}>

export type ListOwnError = { code: 'bad_cursor' }

type Input = { hostId: HostId; cursor: string | undefined; limit: number }

/** What a host lets or is about to let, oldest first, each with what it lacks and who comes next. */
export async function listOwnListings(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  { hostId, cursor, limit }: Input,
): Promise<Result<{ items: OwnListing[]; nextCursor: ListingId | null }, ListOwnError>> {
  const after = cursor === undefined ? null : parseId<'listing'>(cursor)
  if (after && !after.ok) return err({ code: 'bad_cursor' })
  const found = await listingsOfHost(db, hostId, { after: after?.value ?? null, limit: limit + 1 })
  const listings = found.slice(0, limit)
  const ids = listings.map(({ id }) => id)
  const plans = await findPlans(db, ids)
  // Where days end last it is still the day before.
  const guests = await nextGuests(db, ids, fromDayNumber(Math.floor(clock.now() / dayMs) - 1))
  const items = listings.map((listing): OwnListing => {
    const base = plans.get(listing.id)?.baseMinor ?? 0
    return {
      listing,
      missing: missingFrom(listing, base > 0),
      nightly: base > 0 ? money(base, listing.currency) : null,
      nextGuest: guests.get(listing.id) ?? null,
    }
  })
  return ok({ items, nextCursor: found.length > limit ? (ids.at(-1) ?? null) : null })
}
