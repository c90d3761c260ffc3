import { nightsMinAt } from '../calendar/shortest-stay.ts'
import type { ListingId } from '../kernel/ids.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import type { Stay } from '../kernel/stay.ts'
import { dateAt, wallInstant } from '../kernel/zone.ts'
import type { AgreedPolicy } from '../listings/cancellation-policy.ts'
import { findPolicy } from '../listings/find-policies.ts'
import { findBareListing, type BareListing } from '../listings/find-listing.ts'
import { checkStayRequest, isTooLateToAsk, type StayRequestError } from '../listings/listing-policy.ts'
import type { Deps } from '../platform/deps.ts'
import { quoteStay, type QuoteStayError } from '../pricing/price-stay.ts'
import type { Guests, Quote } from '../pricing/quote.ts'

export type OfferError =
  | { code: 'listing_not_found' }
  /** The host answers first, and has no time left for it before the arrival. */
  | { code: 'too_late_to_ask' }
  | StayRequestError
  | QuoteStayError

type Request = { listingId: ListingId; stay: Stay; guests: Guests }

/** The price of a stay, if the listing takes such stays at all. Whether its nights are free is decided by booking them. */
export async function offerStay(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  { listingId, stay, guests }: Request,
): Promise<Result<{ listing: BareListing; quote: Quote; policy: AgreedPolicy }, OfferError>> {
  const listing = await findBareListing(db, listingId)
  if (!listing || listing.state !== 'published') return err({ code: 'listing_not_found' })
  const nightsMin = await nightsMinAt(db, listing, stay.checkIn)
  const suits = checkStayRequest({ ...listing, nightsMin }, stay, guests, dateAt(clock.now(), listing.zone))
  if (!suits.ok) return suits
  const checkInAt = wallInstant(stay.checkIn, listing.checkInFrom, listing.zone)
  if (!listing.instantBook && isTooLateToAsk(checkInAt, clock.now())) return err({ code: 'too_late_to_ask' })
  const quote = await quoteStay(db, { listing, stay, guests })
  if (!quote.ok) return quote
  // A provider takes no payment of nothing: a home that costs nothing has not been priced.
  if (quote.value.total.minor === 0) return err({ code: 'not_priced' })
  return ok({ listing, quote: quote.value, policy: await findPolicy(db, listing.policy) })
}
