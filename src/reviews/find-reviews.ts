import { facesOf } from '../accounts/faces.ts'
import { parseCalendarDate } from '../kernel/calendar-date.ts'
import { parseId, type ListingId } from '../kernel/ids.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import type { Db, Tx } from '../platform/db.ts'
import type { Rating, RatingSummary, Review, ReviewSummary } from './review.ts'
import { categories } from './stay-review.ts'
import { sumCategories } from './stay-review-store.ts'
import { countStars, selectReviews, selectSummaries, selectSummary, type Position } from './store.ts'

export type ReviewsError = { code: 'bad_cursor' }
type Page = { cursor?: string | undefined; limit: number }

/** A listing's reviews, newest first. `nextCursor` asks for those after them; null when there are none. */
export async function reviewsOf(
  db: Db | Tx,
  listingId: ListingId,
  { cursor, limit }: Page,
): Promise<Result<{ reviews: Review[]; nextCursor: string | null }, ReviewsError>> {
  const after = cursor === undefined ? ok(undefined) : parseCursor(cursor)
  if (!after.ok) return after
  const found = await selectReviews(db, listingId, after.value, limit + 1)
  const reviews = await withFaces(db, found.slice(0, limit))
  const last = reviews.at(-1)
  return ok({ reviews, nextCursor: last && found.length > limit ? `${last.postedOn}_${last.id}` : null })
}

/** Reviews with what their authors are called now, and what they look like. */
async function withFaces(db: Db | Tx, reviews: readonly Review[]): Promise<Review[]> {
  const faces = await facesOf(
    db,
    reviews.flatMap(({ authorId }) => authorId ?? []),
  )
  return reviews.map((review) => {
    if (review.authorId === null) return review
    const face = faces.get(review.authorId)
    return face ? { ...review, author: face.name, portrait: face.portrait } : { ...review, author: '', authorId: null }
  })
}

/** Counts and averages over all of a listing's reviews; empty where nobody has rated. */
export async function summaryOf(db: Db | Tx, listingId: ListingId): Promise<ReviewSummary> {
  const stars = await countStars(db, listingId)
  const { count, sums } = await sumCategories(db, listingId)
  const rated = count === 0 ? [] : categories
  return {
    distribution: stars.size === 0 ? [] : [5, 4, 3, 2, 1].map((each) => ({ stars: each, count: stars.get(each) ?? 0 })),
    categories: rated.map((category) => ({ category, average: Math.round((sums[category] * 100) / count) / 100 })),
  }
}

/** What is shown beside the listing's name. */
export const ratingOf = async (db: Db | Tx, listingId: ListingId): Promise<Rating> => presentRating(await selectSummary(db, listingId))

/** What is shown beside the name of each of several listings, by one query. */
export async function ratingsOf(db: Db | Tx, listingIds: readonly ListingId[]): Promise<(listingId: ListingId) => Rating> {
  const summaries = new Map((await selectSummaries(db, listingIds)).map((summary) => [summary.listingId, summary]))
  return (listingId) => presentRating(summaries.get(listingId))
}

function presentRating(summary: Pick<RatingSummary, 'reviewCount' | 'ratingHundredths'> | undefined): Rating {
  const hundredths = summary?.ratingHundredths ?? null
  return { average: hundredths === null ? null : hundredths / 100, count: summary?.reviewCount ?? 0 }
}

/** What several listings come to together: the mean over all their reviews. */
export async function ratingOfAll(db: Db | Tx, listingIds: readonly ListingId[]): Promise<Rating> {
  const rated = (await selectSummaries(db, listingIds)).flatMap(({ reviewCount, ratingHundredths }) =>
    ratingHundredths === null ? [] : { reviewCount, ratingHundredths },
  )
  const count = rated.reduce((sum, { reviewCount }) => sum + reviewCount, 0)
  const stars = rated.reduce((sum, { reviewCount, ratingHundredths }) => sum + reviewCount * ratingHundredths, 0)
  return { average: count === 0 ? null : Math.round(stars / count) / 100, count }
}

function parseCursor(cursor: string): Result<Position, ReviewsError> {
  const [date = '', text = '', ...rest] = cursor.split('_')
  const [postedOn, id] = [parseCalendarDate(date), parseId<'review'>(text)]
  if (!postedOn.ok || !id.ok || rest.length > 0) return err({ code: 'bad_cursor' })
  return ok({ postedOn: postedOn.value, id: id.value })
}
