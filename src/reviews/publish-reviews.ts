import { bookingById } from '../bookings/find-booking.ts'
import type { Booking } from '../bookings/booking.ts'
import type { BookingId } from '../kernel/ids.ts'
import { dateAt } from '../kernel/zone.ts'
import { write, type Tx } from '../platform/db.ts'
import type { Deps, TxDeps } from '../platform/deps.ts'
import { refreshSummary } from './refresh-summary.ts'
import { isDue, type ReviewPair } from './stay-review.ts'
import { bumpPair, markPublished, selectPairs } from './stay-review-store.ts'
import { insertPublished, lockSummary } from './store.ts'

/** The time to write is over: what there is, is published. Runs again safely. */
export async function publishReviews(deps: Deps, { bookingId }: { bookingId: BookingId }): Promise<void> {
  await write(deps.db, async (tx) => {
    const booking = await bookingById(tx, bookingId)
    if (!booking) return
    await bumpPair(tx, bookingId)
    await publishWhenDue(tx, deps, booking)
  })
}

/**
 * Publishes both at once, if it is time. The caller has bumped the pair in this transaction. From here on, and not before,
 * averages, search and pages know of them. @returns the pair as it is then
 */
export async function publishWhenDue(tx: Tx, deps: TxDeps, booking: Booking): Promise<ReviewPair> {
  const pair = (await selectPairs(tx, [booking.id])).get(booking.id)
  if (!pair) throw new Error('reviews were to be published that nobody has bumped')
  const now = deps.clock.now()
  if (pair.publishedAt !== null || !isDue(pair, booking, now)) return pair
  await markPublished(tx, booking.id, now)
  if (pair.guest) {
    await lockSummary(tx, booking.listingId)
    await insertPublished(tx, pair.guest, dateAt(now, booking.snapshot.zone))
    await refreshSummary(tx, deps, booking.listingId)
  }
  return { ...pair, publishedAt: now }
}
