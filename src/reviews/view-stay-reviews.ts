import type { Booking, Party } from '../bookings/booking.ts'
import { viewBooking, type Person, type ViewBookingError } from '../bookings/view-booking.ts'
import type { Instant } from '../kernel/clock.ts'
import type { BookingId } from '../kernel/ids.ts'
import { ok, type Result } from '../kernel/result.ts'
import type { Db } from '../platform/db.ts'
import type { Deps } from '../platform/deps.ts'
import { closesAt, reviewable, type ReviewPair, type StayReview } from './stay-review.ts'
import { selectPairs } from './stay-review-store.ts'

/** What one side may know about the two reviews of its stay: its own, and the other's once both are published. */
export type StayReviews = Readonly<{
  viewer: Party
  canReview: boolean
  until: Instant
  published: boolean
  mine: StayReview | null
  theirs: StayReview | null
}>

export async function viewStayReviews(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  { bookingId, person }: { bookingId: BookingId; person: Person },
): Promise<Result<StayReviews, ViewBookingError>> {
  const viewed = await viewBooking({ db }, { bookingId, person })
  if (!viewed.ok) return viewed
  const pair = (await selectPairs(db, [bookingId])).get(bookingId)
  return ok(viewPair(viewed.value, pair, clock.now()))
}

/** The one place where it is decided who sees which review of a stay. */
export function viewPair(
  { booking, viewer }: { booking: Booking; viewer: Party },
  pair: ReviewPair | undefined,
  now: Instant,
): StayReviews {
  const other = viewer === 'guest' ? 'host' : 'guest'
  const publishedAt = pair?.publishedAt ?? null
  return {
    viewer,
    canReview: reviewable(booking, publishedAt, now).ok,
    until: closesAt(booking),
    published: publishedAt !== null,
    mine: pair?.[viewer] ?? null,
    theirs: publishedAt === null ? null : (pair?.[other] ?? null),
  }
}

/** What lists of bookings say: whether their reader may write, and whether they have. */
export async function reviewHintsOf(
  db: Db,
  bookings: readonly Booking[],
  { viewer, now }: { viewer: Party; now: Instant },
): Promise<Map<BookingId, { canReview: boolean; reviewed: boolean; reviewUntil: Instant }>> {
  const pairs = await selectPairs(
    db,
    bookings.map(({ id }) => id),
  )
  return new Map(
    bookings.map((booking) => {
      const { canReview, mine, until } = viewPair({ booking, viewer }, pairs.get(booking.id), now)
      return [booking.id, { canReview, reviewed: mine !== null, reviewUntil: until }]
    }),
  )
}
