import type { Booking, Party } from '../bookings/booking.ts'
import { isOver } from '../bookings/booking.ts'
import { dayMs, later, type Instant } from '../kernel/clock.ts'
import { idFrom, type BookingId, type HostId, type ListingId, type ReviewId, type UserId } from '../kernel/ids.ts'
import { err, ok, type Result } from '../kernel/result.ts'

/** How long after check-out both sides may write; then what is there is published. */
export const reviewMsMax = 14 * dayMs

export const categories = ['cleanliness', 'accuracy', 'checkIn', 'communication', 'location', 'value'] as const
export type Category = (typeof categories)[number]

/** Stars for each of the six. */
export type Categories = Readonly<Record<Category, number>>

/** What somebody says of a stay. Ratings are 1 to 5; a host rates the guest as a whole, and has nothing to note in private. */
export type Opinion = Readonly<{ rating: number; categories: Categories | null; body: string; privateNote: string }>

export type StayReview = Opinion &
  Readonly<{
    id: ReviewId
    bookingId: BookingId
    side: Party
    listingId: ListingId
    hostId: HostId
    guestId: UserId
    nights: number
    writtenAt: Instant
  }>

/** The two reviews of a stay. Until `publishedAt` each side knows of its own alone. */
export type ReviewPair = Readonly<{
  bookingId: BookingId
  publishedAt: Instant | null
  guest: StayReview | undefined
  host: StayReview | undefined
}>

/** Made of the booking alone: neither when a review was written nor whether there is one can be read off it. */
export const reviewIdOf = (bookingId: BookingId, side: Party): ReviewId => idFrom<'review'>(`review:${bookingId}:${side}`)

export const closesAt = ({ checkOutAt }: Pick<Booking, 'checkOutAt'>): Instant => later(checkOutAt, reviewMsMax)

export type NotReviewable = { code: 'stay_not_over' } | { code: 'reviews_closed' } | { code: 'reviews_published' }

/** Whether either side may write now, or write theirs anew. Says nothing that depends on what the other has written and is hidden. */
export function reviewable(booking: Booking, publishedAt: Instant | null, now: Instant): Result<undefined, NotReviewable> {
  if (!isOver(booking, now)) return err({ code: 'stay_not_over' })
  if (publishedAt !== null) return err({ code: 'reviews_published' })
  return now < closesAt(booking) ? ok() : err({ code: 'reviews_closed' })
}

export type WrongOpinion = { code: 'categories_missing' } | { code: 'not_for_hosts' }

/** Guests rate the six categories, and may note something for the host alone; hosts do neither. */
export function fitsSide(side: Party, opinion: Opinion): Result<undefined, WrongOpinion> {
  if (side === 'guest') return opinion.categories ? ok() : err({ code: 'categories_missing' })
  return opinion.categories || opinion.privateNote ? err({ code: 'not_for_hosts' }) : ok()
}

/** Both are in, or the time to write is over. */
export const isDue = ({ guest, host }: Pick<ReviewPair, 'guest' | 'host'>, booking: Booking, now: Instant): boolean =>
  (guest !== undefined && host !== undefined) || now >= closesAt(booking)
