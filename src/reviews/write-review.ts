import { viewBooking, type Person, type ViewBookingError } from '../bookings/view-booking.ts'
import type { BookingId } from '../kernel/ids.ts'
import { nightCount } from '../kernel/stay.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { inTransaction } from '../platform/db.ts'
import type { Deps } from '../platform/deps.ts'
import { publishWhenDue } from './publish-reviews.ts'
import { fitsSide, reviewable, reviewIdOf, type NotReviewable, type Opinion, type StayReview, type WrongOpinion } from './stay-review.ts'
import { bumpPair, saveReview, selectPairs } from './stay-review-store.ts'
import { viewPair, type StayReviews } from './view-stay-reviews.ts'

export type WriteReviewError = ViewBookingError | NotReviewable | WrongOpinion

/**
 * A guest or a host says how a stay was, or says it anew as long as it is hidden. It stays hidden until the other side has
 * written too, or the time to write is over; nothing the other side can see changes by it before that.
 */
export async function writeReview(
  deps: Deps,
  { bookingId, person, opinion }: { bookingId: BookingId; person: Person; opinion: Opinion },
): Promise<Result<StayReviews & { isNew: boolean }, WriteReviewError>> {
  const viewed = await viewBooking(deps, { bookingId, person })
  if (!viewed.ok) return viewed
  const { booking, viewer } = viewed.value
  const fits = fitsSide(viewer, opinion)
  if (!fits.ok) return fits
  return inTransaction(deps.db, async (tx) => {
    await bumpPair(tx, bookingId)
    const before = (await selectPairs(tx, [bookingId])).get(bookingId)
    const allowed = reviewable(booking, before?.publishedAt ?? null, deps.clock.now())
    if (!allowed.ok) return err(allowed.error)
    const { listingId, hostId, guestId, stay } = booking
    const about = { id: reviewIdOf(bookingId, viewer), bookingId, side: viewer, listingId, hostId, guestId, nights: nightCount(stay) }
    const review: StayReview = { ...opinion, ...about, writtenAt: deps.clock.now() }
    await saveReview(tx, review)
    const after = await publishWhenDue(tx, deps, booking)
    return ok({ ...viewPair({ booking, viewer }, after, deps.clock.now()), isNew: before?.[viewer] === undefined })
  })
}
