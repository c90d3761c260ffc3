import { isDeepStrictEqual } from 'node:util'
import { claimNights } from '../calendar/claim-nights.ts'
import { freeUnits } from '../calendar/free-units.ts'
import { checkShortestStay } from '../calendar/shortest-stay.ts'
import { dayMs, later, type Instant } from '../kernel/clock.ts'
import type { BookingId, HostId, ListingId, PaymentId, UnitId, UserId } from '../kernel/ids.ts'
import { sameMoney, type Money } from '../kernel/money.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import type { Stay } from '../kernel/stay.ts'
import { timeAt, wallInstant } from '../kernel/zone.ts'
import { requestPayment } from '../payments/request-payment.ts'
import { inTransaction } from '../platform/db.ts'
import type { Deps } from '../platform/deps.ts'
import { enqueue, type JobId } from '../platform/enqueue.ts'
import { announce } from '../platform/outbox.ts'
import type { Seal } from '../platform/seal.ts'
import type { Guests } from '../pricing/quote.ts'
import { holdMs } from '../listings/listing-policy.ts'
import type { Booking, Snapshot } from './booking.ts'
import { bumpGuest, countHolds } from './guest-store.ts'
import { offerStay, type OfferError } from './offer-stay.ts'
import { stayText } from './stay-text.ts'
import { findBooking, insertBooking } from './store.ts'

export const openHoldsMax = 2
export const holdsADayMax = 10
/** How many units are tried before the listing counts as full: each try that loses a race costs a transaction. */
const unitTriesMax = 10

export type BookingRequest = {
  /** Made from the request's Idempotency-Key, so that a repeated request meets its own first attempt. */
  bookingId: BookingId
  guest: { userId: UserId; hostId: HostId | null; emailVerified: boolean; name: string; phone: string; note: string }
  listingId: ListingId
  stay: Stay
  guests: Guests
  expectedTotal: Money
  /** Where the provider sends the guest back to. */
  returnUrl: string
}

export type CreateBookingError =
  | OfferError
  | { code: 'idempotency_key_reused' }
  | { code: 'email_unverified' }
  | { code: 'own_listing' }
  | { code: 'currency_mismatch'; currency: string }
  | { code: 'price_changed'; total: Money }
  | { code: 'nights_taken' }
  | { code: 'too_many_holds'; openHoldsMax: number; holdsADayMax: number }

/** What stands beside the button that pays. */
function noticeOf({ zone, town, instantBook }: Snapshot, holdExpiresAt: Instant): string {
  const held = `These nights are held for you until ${timeAt(holdExpiresAt, zone)}, ${town} time.`
  return instantBook ? held : `${held} You ask the host: your bank only sets the money aside, and you pay only if the host says yes.`
}

/** A guest takes nights: they are held for 15 minutes, and a payment is asked for. `openPayment` is the job that asks the provider. */
export async function createBooking(
  deps: Deps,
  request: BookingRequest,
  seal: Seal<Booking>,
): Promise<Result<{ booking: Booking; openPayment: JobId | null }, CreateBookingError>> {
  const earlier = await findBooking(deps.db, request.bookingId)
  if (earlier && !isSameStay(earlier, request)) return err({ code: 'idempotency_key_reused' })
  if (earlier) return inTransaction(deps.db, async (tx) => ok({ booking: earlier, openPayment: (await seal(tx, earlier), null) }))
  if (!request.guest.emailVerified) return err({ code: 'email_unverified' })

  const offer = await offerStay(deps, request)
  if (!offer.ok) return offer
  const { listing, quote, policy } = offer.value
  if (listing.hostId === request.guest.hostId) return err({ code: 'own_listing' })
  if (request.expectedTotal.currency !== quote.total.currency) return err({ code: 'currency_mismatch', currency: quote.total.currency })
  if (!sameMoney(request.expectedTotal, quote.total)) return err({ code: 'price_changed', total: quote.total })

  const now = deps.clock.now()
  const paymentId = deps.ids.next<'payment'>()
  const draft = (unitId: UnitId): Booking => ({
    id: request.bookingId,
    listingId: listing.id,
    unitId,
    hostId: listing.hostId,
    guestId: request.guest.userId,
    stay: request.stay,
    checkInAt: wallInstant(request.stay.checkIn, listing.checkInFrom, listing.zone),
    checkOutAt: wallInstant(request.stay.checkOut, listing.checkOutBy, listing.zone),
    guests: request.guests,
    guest: { name: request.guest.name, phone: request.guest.phone, note: request.guest.note },
    snapshot: {
      quote,
      policy,
      houseRules: listing.houseRules,
      instantBook: listing.instantBook,
      title: listing.title,
      town: listing.town,
      zone: listing.zone,
      checkInFrom: listing.checkInFrom,
      checkOutBy: listing.checkOutBy,
    },
    state: { name: 'pending_payment', paymentId, holdExpiresAt: later(now, holdMs) },
    createdAt: now,
    version: 1,
  })

  const units = await freeUnits(deps.db, listing.id, request.stay)
  for (const unitId of units.slice(0, unitTriesMax)) {
    const held = await hold(
      deps,
      { booking: draft(unitId), nightsMin: listing.nightsMin, paymentId, returnUrl: request.returnUrl, now },
      seal,
    )
    if (held.ok || held.error.code !== 'nights_taken') return held
  }
  return err({ code: 'nights_taken' })
}

/** A key is forgotten after two days, its booking never: another stay under the same key is another intention. */
const isSameStay = (booking: Booking, { listingId, stay, guests }: BookingRequest) =>
  booking.listingId === listingId && isDeepStrictEqual([booking.stay, booking.guests], [stay, guests])

type Hold = { booking: Booking; /** The listing's usual one. */ nightsMin: number; paymentId: PaymentId; returnUrl: string; now: Instant }

/** Nights, booking, payment request, expiry and answer commit together, or nothing does. */
async function hold(
  deps: Deps,
  { booking, nightsMin, paymentId, returnUrl, now }: Hold,
  seal: Seal<Booking>,
): Promise<Result<{ booking: Booking; openPayment: JobId }, CreateBookingError>> {
  const { id, unitId, listingId, stay, guestId, snapshot } = booking
  return inTransaction(deps.db, async (tx) => {
    await bumpGuest(tx, guestId)
    const holds = await countHolds(tx, guestId, later(now, -dayMs))
    if (holds.open >= openHoldsMax || holds.recent >= holdsADayMax) return err({ code: 'too_many_holds', openHoldsMax, holdsADayMax })
    const claimed = await claimNights(tx, { unitId, stay, claimId: id, kind: 'hold' })
    if (!claimed.ok) return claimed
    const long = await checkShortestStay(tx, { id: listingId, nightsMin }, stay)
    if (!long.ok) return long
    await insertBooking(tx, booking)
    const holdExpiresAt = later(now, holdMs)
    const openPayment = await requestPayment(tx, deps, {
      paymentId,
      bookingId: id,
      amount: snapshot.quote.total,
      description: `${snapshot.title}, ${stayText(stay)}`,
      capture: snapshot.instantBook ? 'automatic' : 'manual',
      notice: noticeOf(snapshot, holdExpiresAt),
      returnUrl,
      expiresAt: holdExpiresAt,
    })
    await enqueue(tx, deps, { kind: 'bookings.expire_hold', payload: { bookingId: id }, runAt: holdExpiresAt })
    await announce(tx, deps, { type: 'booking.held', listingId, bookingId: id })
    await seal(tx, booking)
    return ok({ booking, openPayment })
  })
}
