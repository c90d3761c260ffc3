import type { BookingId, HostId, UserId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/clock.ts'
import { subtract, type Money } from '../kernel/money.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import type { Deps } from '../platform/deps.ts'
import { cancellable, partyOf, type Booking, type NotCancellable, type Party } from './booking.ts'
import { findBooking } from './store.ts'
import { billLess, nothingGiven } from './given-back.ts'
import { givenBackOf } from './find-given-back.ts'
import { explainRefund, refundSteps, type Explained, type RefundStep, type Terms } from './refund-policy.ts'
import { termsOf } from './terms-of.ts'

export type Person = { userId: UserId; hostId: HostId | null }
export type ViewBookingError = { code: 'booking_not_found' }

/** A booking, for its own guest and host alone. */
export async function viewBooking(
  { db }: Pick<Deps, 'db'>,
  { bookingId, person }: { bookingId: BookingId; person: Person },
): Promise<Result<{ booking: Booking; viewer: Party }, ViewBookingError>> {
  const booking = await findBooking(db, bookingId)
  const viewer = booking && partyOf(booking, person)
  return booking && viewer ? ok({ booking, viewer }) : err({ code: 'booking_not_found' })
}

export type Preview = Explained & {
  terms: Terms
  steps: RefundStep[]
  viewer: Party
  /** What the host was to get, and what they keep. */
  host: { had: Money; keeps: Money }
}

/** What calling the booking off would bring back now, and what it would have, or will have, brought at other times. */
export async function previewCancellation(
  deps: Pick<Deps, 'db' | 'clock'>,
  request: { bookingId: BookingId; person: Person },
): Promise<Result<Preview, ViewBookingError | NotCancellable>> {
  const viewed = await viewBooking(deps, request)
  if (!viewed.ok) return viewed
  const { booking, viewer } = viewed.value
  const now = deps.clock.now()
  const current = cancellable(booking, now)
  if (!current.ok) return current
  const given = await givenBackOf(deps.db, booking)
  return ok(previewFor(termsOf(booking, given), viewer, now))
}

export function previewFor(terms: Terms, viewer: Party, now: Instant): Preview {
  const explained = explainRefund(terms, viewer, now)
  const steps = viewer === 'host' ? [{ until: null, refund: explained.refund.total }] : refundSteps(terms)
  const had = billLess(terms.quote, (terms.given ?? nothingGiven).byEarners).hostPayout
  return { ...explained, terms, steps, viewer, host: { had, keeps: subtract(had, explained.refund.shares.host) } }
}
