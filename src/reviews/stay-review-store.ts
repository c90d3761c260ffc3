import type { Selectable } from 'kysely'
import type { Party } from '../bookings/booking.ts'
import type { Instant } from '../kernel/clock.ts'
import type { BookingId, ListingId, UserId } from '../kernel/ids.ts'
import { wholeNumber } from '../platform/aggregates.ts'
import type { Db, Tx } from '../platform/db.ts'
import type { Tables } from '../platform/tables.ts'
import { updateOrInsert } from '../platform/update-or-insert.ts'
import type { Category, ReviewPair, StayReview } from './stay-review.ts'

/** Makes whoever writes about the same stay wait for each other: whoever bumps second sees what the first has written. */
export async function bumpPair(tx: Tx, bookingId: BookingId): Promise<void> {
  await updateOrInsert(
    () =>
      tx
        .updateTable('review_pair')
        .set((set) => ({ version: set('version', '+', 1) }))
        .where('booking_id', '=', bookingId)
        .executeTakeFirstOrThrow(),
    () => tx.insertInto('review_pair').values({ booking_id: bookingId, published_at: null, version: 1 }).execute(),
  )
}

/** The two reviews of each stay, hidden or not: who is told of which is for the caller to decide. Stays nobody wrote about are left out. */
export async function selectPairs(db: Db | Tx, bookingIds: readonly BookingId[]): Promise<Map<BookingId, ReviewPair>> {
  if (bookingIds.length === 0) return new Map()
  const pairs = await db.selectFrom('review_pair').selectAll().where('booking_id', 'in', bookingIds).execute()
  const rows = await db.selectFrom('stay_review').selectAll().where('booking_id', 'in', bookingIds).execute()
  const reviews = rows.map(toReview)
  const of = (bookingId: BookingId, side: Party) => reviews.find((review) => review.bookingId === bookingId && review.side === side)
  return new Map(
    pairs.map(({ booking_id: bookingId, published_at: publishedAt }) => [
      bookingId,
      { bookingId, publishedAt, guest: of(bookingId, 'guest'), host: of(bookingId, 'host') },
    ]),
  )
}

export async function saveReview(tx: Tx, review: StayReview): Promise<void> {
  const { id, bookingId, side, listingId, hostId, guestId, nights, rating, categories, body, privateNote, writtenAt } = review
  const said = {
    rating,
    cleanliness: categories?.cleanliness ?? null,
    accuracy: categories?.accuracy ?? null,
    check_in: categories?.checkIn ?? null,
    communication: categories?.communication ?? null,
    location: categories?.location ?? null,
    value: categories?.value ?? null,
    body,
    private_note: privateNote,
    written_at: writtenAt,
  }
  const about = { id, booking_id: bookingId, side, listing_id: listingId, host_id: hostId, guest_id: guestId, nights }
  await updateOrInsert(
    () => tx.updateTable('stay_review').set(said).where('id', '=', id).executeTakeFirstOrThrow(),
    () =>
      tx
        .insertInto('stay_review')
        .values({ ...about, ...said })
        .execute(),
  )
}

export async function markPublished(tx: Tx, bookingId: BookingId, at: Instant): Promise<void> {
  await tx.updateTable('review_pair').set({ published_at: at }).where('booking_id', '=', bookingId).execute()
}

/** What hosts said of a guest, newest first, once it is published. */
export async function selectReviewsOfGuest(
  db: Db,
  guestId: UserId,
  limit: number,
): Promise<{ review: StayReview; publishedAt: Instant }[]> {
  const rows = await db
    .selectFrom('stay_review')
    .innerJoin('review_pair', 'review_pair.booking_id', 'stay_review.booking_id')
    .selectAll('stay_review')
    .select('review_pair.published_at')
    .where('guest_id', '=', guestId)
    .where('side', '=', 'host')
    .where('published_at', 'is not', null)
    .orderBy('published_at', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => ({ review: toReview(row), publishedAt: row.published_at as Instant }))
}

/** Stars from hosts, published ones alone. */
export async function sumStarsOfGuest(db: Db, guestId: UserId): Promise<{ count: number; stars: number }> {
  const row = await db
    .selectFrom('stay_review')
    .innerJoin('review_pair', 'review_pair.booking_id', 'stay_review.booking_id')
    .select(({ fn }) => [fn.countAll().as('count'), fn.sum('rating').as('stars')])
    .where('guest_id', '=', guestId)
    .where('side', '=', 'host')
    .where('published_at', 'is not', null)
    .executeTakeFirstOrThrow()
  return { count: wholeNumber(row.count), stars: wholeNumber(row.stars ?? 0) }
}

type CategoryColumn = Exclude<keyof Tables['review_categories'], 'review_id'>

/** Of a listing's published reviews, those that rate the categories, from here and from elsewhere: how many, and the sum of each. */
export async function sumCategories(db: Db | Tx, listingId: ListingId): Promise<{ count: number; sums: Record<Category, number> }> {
  const row = await db
    .selectFrom('review')
    .leftJoin('stay_review', 'stay_review.id', 'review.id')
    .leftJoin('review_categories', 'review_categories.review_id', 'review.id')
    .select(({ fn }) => {
      const given = (name: CategoryColumn) => fn.coalesce(`stay_review.${name}`, `review_categories.${name}`)
      return [
        fn.count(given('cleanliness')).as('count'),
        fn.sum(given('cleanliness')).as('cleanliness'),
        fn.sum(given('accuracy')).as('accuracy'),
        fn.sum(given('check_in')).as('checkIn'),
        fn.sum(given('communication')).as('communication'),
        fn.sum(given('location')).as('location'),
        fn.sum(given('value')).as('value'),
      ]
    })
    .where('review.listing_id', '=', listingId)
    .executeTakeFirstOrThrow()
  const { count, ...sums } = row
  const whole = (sum: number | string | bigint | null) => wholeNumber(sum ?? 0)
  return {
    count: wholeNumber(count),
    sums: {
      cleanliness: whole(sums.cleanliness),
      accuracy: whole(sums.accuracy),
      checkIn: whole(sums.checkIn),
      communication: whole(sums.communication),
      location: whole(sums.location),
      value: whole(sums.value),
    },
  }
}

function toReview(row: Selectable<Tables['stay_review']>): StayReview {
  const { cleanliness, accuracy, check_in: checkIn, communication, location, value } = row
  const rated = { cleanliness, accuracy, checkIn, communication, location, value }
  return {
    id: row.id,
    bookingId: row.booking_id,
    side: row.side,
    listingId: row.listing_id,
    hostId: row.host_id,
    guestId: row.guest_id,
    nights: row.nights,
    rating: row.rating,
    categories: row.side === 'guest' ? (rated as Record<Category, number>) : null,
    body: row.body,
    privateNote: row.private_note,
    writtenAt: row.written_at,
  }
}
