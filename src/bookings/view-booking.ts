import type { BookingId, HostId, UserId } from '../kernel/ids.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import type { Deps } from '../platform/deps.ts'
import { cancellable, partyOf, type Booking, type NotCancellable, type Party } from './booking.ts'
import type { Refund } from './refund.ts'
import { refundAt, refundSteps, type RefundStep } from './refund-policy.ts'
import { findBooking } from './store.ts'
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

export type Preview = { refund: Refund; steps: RefundStep[] }

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
  const terms = termsOf(booking)
  const refund = refundAt(terms, viewer, now)
  return ok({ refund, steps: viewer === 'host' ? [{ until: null, refund: refund.total }] : refundSteps(terms) })
}
