import type { z } from 'zod'
import { findHosts } from '../accounts/host.ts'
import { later, toIso, type Instant } from '../kernel/clock.ts'
import type { BookingId, HostId, ListingId } from '../kernel/ids.ts'
import { zero } from '../kernel/money.ts'
import { nightCount, type Stay } from '../kernel/stay.ts'
import { guestMoneyOf, type GuestMoney } from '../ledger/guest-money.ts'
import { findListings, type BareListing, type Listing } from '../listings/find-listing.ts'
import { policyNameFor, type AgreedPolicy } from '../listings/cancellation-policy.ts'
import { presentPhoto } from '../listings/present-photo.ts'
import { paymentsOfMany, type PaymentWithRefunds } from '../payments/find-payment.ts'
import { payUrl, type Payment } from '../payments/payment.ts'
import type { Db } from '../platform/db.ts'
import type { Quote } from '../pricing/quote.ts'
import type { lineWire, quoteWire } from '../pricing/wire.ts'
import { holdMs } from '../listings/listing-policy.ts'
import { isAgreed, wasPaid, type Booking, type BookingState, type Party } from './booking.ts'
import { givenBackOfMany } from './find-given-back.ts'
import { nothingGiven, type Given } from './given-back.ts'
import { noShowFrom } from './no-show.ts'
import { refundSteps, type RefundStep, type Terms } from './refund-policy.ts'
import { termsOf } from './terms-of.ts'
import type { bookingAnsweredWire, bookingCancelledWire, bookingMadeWire, bookingWire, noShowWire } from './wire.ts'

type BookingJson = z.input<typeof bookingWire>

/** What `viewer` may know about the reviews of these stays: reviews are a matter of those who stand above bookings. */
export type ReviewHintsOf = (
  db: Db,
  bookings: readonly Booking[],
  viewer: Party,
) => Promise<Map<BookingId, { canReview: boolean; reviewed: boolean; reviewUntil: Instant }>>

type Deps = { db: Db; reviewHintsOf: ReviewHintsOf }

/** Bookings as their guest or host sees them, in nine queries however many. */
export async function presentBookings({ db, reviewHintsOf }: Deps, bookings: readonly Booking[], viewer: Party): Promise<BookingJson[]> {
  const ids = bookings.map((booking) => booking.id)
  const around: Surroundings = {
    listings: await findListings(db, unique(bookings.map((booking) => booking.listingId))),
    hosts: await findHosts(db, unique(bookings.map((booking) => booking.hostId))),
    payments: await paymentsOfMany(db, ids),
    money: await guestMoneyOf(db, ids),
    given: await givenBackOfMany(db, bookings),
    hints: await reviewHintsOf(db, bookings, viewer),
  }
  return bookings.map((booking) => present(booking, viewer, around))
}

type Surroundings = {
  listings: Map<ListingId, Listing>
  hosts: Map<HostId, { name: string }>
  payments: Map<BookingId, readonly PaymentWithRefunds[]>
  money: Map<BookingId, GuestMoney>
  given: Map<BookingId, Given>
  hints: Awaited<ReturnType<ReviewHintsOf>>
}

function present(booking: Booking, viewer: Party, around: Surroundings): BookingJson {
  const { snapshot, stay, state } = booking
  const { quote } = snapshot
  const money = around.money.get(booking.id)
  const payments = around.payments.get(booking.id) ?? []
  const hints = around.hints.get(booking.id)
  return {
    id: booking.id,
    state: state.name,
    listing: listingOf(booking, viewer, around.listings.get(booking.listingId)),
    host: { id: booking.hostId, name: around.hosts.get(booking.hostId)?.name ?? '' },
    guest: guestOf(booking, viewer),
    checkIn: stay.checkIn,
    checkOut: stay.checkOut,
    arrivesAt: toIso(booking.checkInAt),
    leavesAt: toIso(booking.checkOutAt),
    nights: nightCount(stay),
    ...booking.guests,
    total: quote.total,
    hostPayout: quote.hostPayout,
    lines: linesOf(quote),
    cancellation: cancellationOf(termsOf(booking, around.given.get(booking.id) ?? nothingGiven)),
    createdAt: toIso(booking.createdAt),
    holdExpiresAt: state.name === 'pending_payment' ? toIso(state.holdExpiresAt) : null,
    instantBook: snapshot.instantBook,
    request: requestOf(state),
    declinedAt: state.name === 'declined' ? toIso(state.declinedAt) : null,
    expired: state.name === 'expired' ? { at: toIso(state.expiredAt), why: state.why } : null,
    confirmedAt: 'confirmedAt' in state && state.confirmedAt !== null ? toIso(state.confirmedAt) : null,
    cancelled:
      state.name === 'cancelled'
        ? { at: toIso(state.cancelledAt), by: state.by, refund: state.refund, reason: state.by === 'operator' ? state.reason : null }
        : null,
    noShowFrom: toIso(noShowFrom(booking)),
    noShow: state.name === 'no_show' ? { at: toIso(state.noShowAt), refund: state.refund } : null,
    payment: paymentOf(payments, state.paymentId, viewer),
    paid: money?.charged ?? zero(quote.total.currency),
    refunded: money?.refunded ?? zero(quote.total.currency),
    refunds: payments
      .flatMap((payment) => payment.refunds)
      .map(({ amount, state: how, createdAt }) => ({ amount, state: how, at: toIso(createdAt) })),
    canReview: hints?.canReview ?? false,
    reviewed: hints?.reviewed ?? false,
    reviewUntil: hints ? toIso(hints.reviewUntil) : null,
    viewer,
  }
}

function requestOf(state: BookingState): BookingJson['request'] {
  if (state.name === 'requested') return { at: toIso(state.requestedAt), answerBy: toIso(state.answerBy) }
  return state.name === 'accepting' ? { at: toIso(state.requestedAt), answerBy: null } : null
}

/** Before a stay is paid its host learns a name, and whoever is asked what the guest wrote: a hold may come to nothing. */
function guestOf({ guest, state }: Booking, viewer: Party): Booking['guest'] {
  const known = viewer === 'guest' || wasPaid(state)
  const note = state.name === 'requested' || state.name === 'accepting' ? guest.note : ''
  return known ? guest : { name: guest.name, phone: '', note }
}

/** Words and rules as they were agreed; pictures and, once confirmed, the door as they are now. */
function listingOf({ snapshot, listingId, state }: Booking, viewer: Party, listing: Listing | undefined): BookingJson['listing'] {
  const exact = listing !== undefined && (viewer === 'host' || isAgreed(state))
  const cover = listing?.photos[0]
  return {
    id: listingId,
    title: snapshot.title,
    town: snapshot.town,
    photo: cover ? presentPhoto(cover) : null,
    checkInFrom: snapshot.checkInFrom,
    checkOutBy: snapshot.checkOutBy,
    zone: snapshot.zone,
    houseRules: snapshot.houseRules,
    address: exact ? listing.address : null,
    location: exact ? listing.exact : (listing?.blurred ?? { lat: 0, lng: 0 }),
    exact,
  }
}

function paymentOf(payments: readonly PaymentWithRefunds[], id: string, viewer: Party): BookingJson['payment'] {
  const payment = payments.find((each) => each.id === id)
  if (!payment) return null
  return { url: viewer === 'guest' ? payUrl(payment) : null, state: payment.state, expiresAt: toIso(payment.expiresAt) }
}

export const linesOf = (quote: Quote): z.input<typeof lineWire>[] =>
  quote.lines.map(({ includeFor, ...line }) => ({ ...line, includeFor: [...includeFor] }))

function cancellationOf(terms: Terms): BookingJson['cancellation'] {
  const { ref, name } = policyNameFor(terms.policy, terms.stay)
  return { policy: ref, policyName: name, steps: presentSteps(refundSteps(terms)) }
}

export const presentSteps = (steps: readonly RefundStep[]) => steps.map(({ until, refund }) => ({ until: until && toIso(until), refund }))

/** What a booking has just become: sealed in its own transaction, so made of nothing that is read outside. */
export function presentMade(booking: Booking, payment: Payment | undefined): z.input<typeof bookingMadeWire> {
  const { id, state, snapshot, createdAt } = booking
  const holdExpiresAt = toIso(later(createdAt, holdMs))
  const url = payment ? payUrl(payment) : null
  const expiresAt = payment ? toIso(payment.expiresAt) : holdExpiresAt
  return {
    id,
    state: state.name,
    total: snapshot.quote.total,
    holdExpiresAt,
    payment: { url, state: payment?.state ?? 'opening', expiresAt },
  }
}

export const presentAnswered = ({ id, state }: Booking): z.input<typeof bookingAnsweredWire> => ({ id, state: state.name })

export function presentCancelled({ id, state, snapshot }: Booking): z.input<typeof bookingCancelledWire> {
  return { id, state: state.name, refund: state.name === 'cancelled' ? state.refund : zero(snapshot.quote.total.currency) }
}

export const presentNoShow = ({ id, state, snapshot }: Booking): z.input<typeof noShowWire> => ({
  id,
  state: state.name,
  refund: state.name === 'no_show' ? state.refund : zero(snapshot.quote.total.currency),
})

/** What a guest is offered for a stay, as of now. */
export function presentQuote(
  listing: BareListing,
  { quote, policy, stay, free, now }: { quote: Quote; policy: AgreedPolicy; stay: Stay; free: boolean; now: Instant },
): z.input<typeof quoteWire> {
  const { checkInFrom, zone } = listing
  return {
    listingId: listing.id,
    checkIn: stay.checkIn,
    checkOut: stay.checkOut,
    nights: nightCount(stay),
    free,
    total: quote.total,
    hostPayout: quote.hostPayout,
    lines: linesOf(quote),
    cancellation: cancellationOf({ quote, policy, stay, checkInFrom, zone, bookedAt: now }),
  }
}

const unique = <T>(values: readonly T[]) => [...new Set(values)]
