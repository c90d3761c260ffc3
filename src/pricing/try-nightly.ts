import { overlaid } from '../calendar/day-spans.ts'
import { dayNumber } from '../kernel/calendar-date.ts'
import type { HostId, ListingId } from '../kernel/ids.ts'
import type { Money } from '../kernel/money.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import type { Stay } from '../kernel/stay.ts'
import { findListing } from '../listings/find-listing.ts'
import type { Db } from '../platform/db.ts'
import { priceStay, type Guests, type Quote } from './quote.ts'
import { selectOverrides, selectPlan, selectTerms } from './store.ts'

export type TryNightlyError = { code: 'listing_not_found' } | { code: 'not_priced' } | { code: 'currency_mismatch'; currency: string }

type Input = { listingId: ListingId; hostId: HostId; stay: Stay; guests: Guests; nightly: Money | null | undefined }

/** What a stay costs its guests and brings its host now, or would if each of its nights cost `nightly` (null: what the plan says). */
export async function tryNightly(db: Db, { listingId, hostId, stay, guests, nightly }: Input): Promise<Result<Quote, TryNightlyError>> {
  const listing = await findListing(db, listingId)
  if (listing?.hostId !== hostId) return err({ code: 'listing_not_found' })
  const plan = await selectPlan(db, listingId)
  if (!plan) return err({ code: 'not_priced' })
  if (nightly && nightly.currency !== listing.currency) return err({ code: 'currency_mismatch', currency: listing.currency })
  const now = await selectOverrides(db, listingId, stay)
  const cut = { fromDay: dayNumber(stay.checkIn), untilDay: dayNumber(stay.checkOut) }
  const put = nightly ? { ...cut, nightlyMinor: nightly.minor } : null
  const overrides = nightly === undefined ? now : overlaid(now, cut, put, () => false)
  return ok(priceStay({ plan, overrides, terms: await selectTerms(db), currency: listing.currency, stay, guests }))
}
