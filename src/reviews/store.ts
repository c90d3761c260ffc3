import type { CalendarDate } from '../kernel/calendar-date.ts'
import type { ListingId, ReviewId } from '../kernel/ids.ts'
import { wholeNumber } from '../platform/aggregates.ts'
import type { Db, Tx } from '../platform/db.ts'
import { pieces } from '../platform/pieces.ts'
import type { Tables } from '../platform/tables.ts'
import { updateOrInsert } from '../platform/update-or-insert.ts'
import type { ImportedReview, RatingSummary, Review } from './review.ts'
import type { Categories, StayReview } from './stay-review.ts'

export type StoredImport = ImportedReview & Readonly<{ id: ReviewId }>

export async function selectImported(tx: Tx, source: string, sourceIds: readonly string[]): Promise<StoredImport[]> {
  const found: StoredImport[] = []
  for (const some of pieces(sourceIds)) {
    const rows = await tx
      .selectFrom('review')
      .leftJoin('review_categories', 'review_categories.review_id', 'review.id')
      .selectAll()
      .where('source', '=', source)
      .where('source_id', 'in', some)
      .execute()
    for (const row of rows) {
      const { id, listing_id: listingId, author_name: authorName, body, posted_on: postedOn, rating } = row
      found.push({ id, listingId, sourceId: row.source_id ?? '', authorName, body, postedOn, rating, categories: toCategories(row) })
    }
  }
  return found
}

export async function insertImported(tx: Tx, source: string, reviews: readonly StoredImport[]): Promise<void> {
  const rows = reviews.map(({ id, sourceId, ...review }) => ({ id, source, source_id: sourceId, ...toColumns(review) }))
  for (const piece of pieces(rows)) await tx.insertInto('review').values(piece).execute()
  await insertCategories(tx, reviews)
}

export async function updateImported(tx: Tx, review: StoredImport): Promise<void> {
  await tx.updateTable('review').set(toColumns(review)).where('id', '=', review.id).execute()
  await tx.deleteFrom('review_categories').where('review_id', '=', review.id).execute()
  await insertCategories(tx, [review])
}

async function insertCategories(tx: Tx, reviews: readonly StoredImport[]): Promise<void> {
  const rows = reviews.flatMap(({ id, categories }) => {
    if (!categories) return []
    const { checkIn, ...others } = categories
    return { review_id: id, check_in: checkIn, ...others }
  })
  for (const piece of pieces(rows)) await tx.insertInto('review_categories').values(piece).execute()
}

type CategoryColumns = { [Name in Exclude<keyof Tables['review_categories'], 'review_id'>]: number | null }

function toCategories({ cleanliness, accuracy, check_in, communication, location, value }: CategoryColumns): Categories | null {
  if (cleanliness === null || accuracy === null || check_in === null) return null
  if (communication === null || location === null || value === null) return null
  return { cleanliness, accuracy, checkIn: check_in, communication, location, value }
}

/** After which review a page begins: the newest come first. */
export type Position = Readonly<{ postedOn: CalendarDate; id: ReviewId }>

/** Those with words: stars alone are in the counts. */
export async function selectReviews(db: Db | Tx, listingId: ListingId, after: Position | undefined, limit: number): Promise<Review[]> {
  const query = db
    .selectFrom('review')
    .leftJoin('stay_review', 'stay_review.id', 'review.id')
    .selectAll('review')
    .select(['stay_review.nights', 'stay_review.guest_id'])
    .where('review.listing_id', '=', listingId)
    .where('review.body', '!=', '')
  const rest =
    after &&
    query.where('posted_on', '<=', after.postedOn).where((e) => e.or([e('posted_on', '<', after.postedOn), e('review.id', '<', after.id)]))
  const rows = await (rest ?? query).orderBy('posted_on', 'desc').orderBy('review.id', 'desc').limit(limit).execute()
  return rows.map(({ id, author_name: author, body, posted_on: postedOn, rating, source, nights, guest_id: authorId }) => {
    return { id, author, authorId, portrait: null, body, postedOn, rating, imported: source !== null, nights }
  })
}

/** A guest's review becomes public. Its author's name is looked up when it is read, so that it can change and go. */
export async function insertPublished(tx: Tx, { id, listingId, body, rating }: StayReview, postedOn: CalendarDate): Promise<void> {
  const columns = toColumns({ listingId, authorName: '', body, postedOn, rating })
  await tx
    .insertInto('review')
    .values({ id, source: null, source_id: null, ...columns })
    .execute()
}

/** How many published reviews gave how many stars. */
export async function countStars(db: Db | Tx, listingId: ListingId): Promise<Map<number, number>> {
  const rows = await db
    .selectFrom('review')
    .select(['rating', (select) => select.fn.countAll().as('count')])
    .where('listing_id', '=', listingId)
    .where('rating', 'is not', null)
    .groupBy('rating')
    .execute()
  return new Map(rows.map(({ rating, count }) => [wholeNumber(rating), wholeNumber(count)]))
}

/** What the stored reviews come to. */
export async function summariseReviews(tx: Tx, listingId: ListingId): Promise<RatingSummary> {
  const row = await tx
    .selectFrom('review')
    .select(({ fn }) => [
      fn.countAll().as('reviews'),
      fn.count('rating').as('rated'),
      fn.sum('rating').as('stars'),
      fn.max('posted_on').as('latest'),
    ])
    .where('listing_id', '=', listingId)
    .executeTakeFirstOrThrow()
  const rated = wholeNumber(row.rated)
  return {
    reviewCount: wholeNumber(row.reviews),
    ratingHundredths: rated === 0 ? null : Math.round((wholeNumber(row.stars) * 100) / rated),
    latestOn: row.latest,
  }
}

export async function selectSummary(db: Db | Tx, listingId: ListingId): Promise<RatingSummary | undefined> {
  const row = await db.selectFrom('listing_rating').selectAll().where('listing_id', '=', listingId).executeTakeFirst()
  return row && { reviewCount: row.review_count, ratingHundredths: row.rating_hundredths, latestOn: row.latest_on }
}

export async function selectSummaries(
  db: Db | Tx,
  listingIds: readonly ListingId[],
): Promise<(Pick<RatingSummary, 'reviewCount' | 'ratingHundredths'> & { listingId: ListingId })[]> {
  if (listingIds.length === 0) return []
  const rows = await db.selectFrom('listing_rating').selectAll().where('listing_id', 'in', listingIds).execute()
  return rows.map((row) => ({ listingId: row.listing_id, reviewCount: row.review_count, ratingHundredths: row.rating_hundredths }))
}

/** Reviews of two stays that are published at once wait here for each other, so that neither count misses the other. */
export async function lockSummary(tx: Tx, listingId: ListingId): Promise<void> {
  await updateOrInsert(
    () =>
      tx
        .updateTable('listing_rating')
        .set((set) => ({ review_count: set.ref('review_count') }))
        .where('listing_id', '=', listingId)
        .executeTakeFirstOrThrow(),
    () =>
      tx
        .insertInto('listing_rating')
        .values({ listing_id: listingId, review_count: 0, rating_hundredths: null, latest_on: null })
        .execute(),
  )
}

export async function writeSummary(
  tx: Tx,
  listingId: ListingId,
  { reviewCount, ratingHundredths, latestOn }: RatingSummary,
): Promise<void> {
  const columns = { review_count: reviewCount, rating_hundredths: ratingHundredths, latest_on: latestOn }
  await updateOrInsert(
    () => tx.updateTable('listing_rating').set(columns).where('listing_id', '=', listingId).executeTakeFirstOrThrow(),
    () =>
      tx
        .insertInto('listing_rating')
        .values({ listing_id: listingId, ...columns })
        .execute(),
  )
}

const toColumns = ({ listingId, authorName, body, postedOn, rating }: Omit<ImportedReview, 'sourceId' | 'categories'>) => {
  return { listing_id: listingId, author_name: authorName, body, posted_on: postedOn, rating }
}
