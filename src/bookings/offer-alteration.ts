import { nightsOnlyIn } from '../calendar/claim-nights.ts'
import { claimRunsOf } from '../calendar/claim-runs.ts'
import { rangesOf } from '../calendar/night-ranges.ts'
import type { Instant } from '../kernel/clock.ts'
import type { Money } from '../kernel/money.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { stayNightsMax, type Stay } from '../kernel/stay.ts'
import { dateAt } from '../kernel/zone.ts'
import { findBareListing } from '../listings/find-listing.ts'
import { checkStayRequest, type StayRequestError } from '../listings/listing-policy.ts'
import type { Db, Tx } from '../platform/db.ts'
import type { Guests } from '../pricing/quote.ts'
import { requoteStay } from '../pricing/reprice-stay.ts'
import { agreementOf, alterable, differenceOf, type Agreement, type NotAlterable } from './alteration.ts'
import type { Booking } from './booking.ts'
import { hasGivenBack } from './find-given-back.ts'

export type OfferAlterationError =
  | NotAlterable
  | Exclude<StayRequestError, { code: 'dates_past' }>
  | { code: 'nights_taken' }
  | { code: 'not_priced' }

export type OfferedAlteration = Readonly<{ before: Agreement; after: Agreement; difference: Money; lapsesAt: Instant }>

/**
 * What other dates or guests would cost, as of now, if they may be had at all. The listing's shortest and longest stay do not
 * bind two sides who agree; how many it holds does. Whether the nights are granted is decided by taking them.
 */
export async function offerAlteration(
  db: Db | Tx,
  booking: Booking,
  to: { stay: Stay; guests: Guests },
  now: Instant,
): Promise<Result<OfferedAlteration, OfferAlterationError>> {
  const lapsesAt = alterable(booking, to, now)
  if (!lapsesAt.ok) return lapsesAt
  // What the operator has given back stands in lines of the bill as it is.
  if (await hasGivenBack(db, booking)) return err({ code: 'booking_not_alterable', state: 'refunded' })
  const listing = await findBareListing(db, booking.listingId)
  if (!listing) return err({ code: 'not_priced' })
  const today = dateAt(now, booking.snapshot.zone)
  // Who has arrived came on a day that is past.
  const from = to.stay.checkIn < today ? to.stay.checkIn : today
  const suits = checkStayRequest({ ...listing, nightsMin: 1, nightsMax: stayNightsMax }, to.stay, to.guests, from)
  if (!suits.ok) return suits.error.code === 'dates_past' ? err({ code: 'dates_past' }) : err(suits.error)
  if (await isTaken(db, booking, to.stay)) return err({ code: 'nights_taken' })
  const before = agreementOf(booking)
  const quote = await requoteStay(db, { listingId: booking.listingId, agreed: before, to })
  if (!quote.ok) return quote
  if (quote.value.total.minor <= 0) return err({ code: 'not_priced' })
  const after: Agreement = { ...to, quote: quote.value }
  return ok({ before, after, difference: differenceOf({ before, after }), lapsesAt: lapsesAt.value })
}

/** Whether somebody else has a night that would be added, in the unit that the guest has. */
async function isTaken(db: Db | Tx, { id, unitId, stay }: Booking, to: Stay): Promise<boolean> {
  for (const range of rangesOf(nightsOnlyIn(to, stay))) {
    const runs = await claimRunsOf(db, [unitId], range)
    if (runs.some(({ claimId }) => claimId !== id)) return true
  }
  return false
}
