import { isDeepStrictEqual } from 'node:util'
import type { ListingId } from '../kernel/ids.ts'
import type { Tx } from '../platform/db.ts'
import type { TxDeps } from '../platform/deps.ts'
import { refreshSummary, saveSummary } from './refresh-summary.ts'
import type { ImportedReview, RatingSummary } from './review.ts'
import { insertImported, selectImported, updateImported, type StoredImport } from './store.ts'

/** In one call; a thousand reviews with their texts are about a megabyte. */
export const importedReviewsMax = 1_000

type Input = { source: string; reviews: readonly ImportedReview[] }

/**
 * Writes reviews from another market: new ones are added, changed ones updated, and the same again changes nothing. The
 * listings' counts and averages are brought up to date; reviews that carry no rating leave an average that the source gave
 * (`saveImportedRating`) as it is. @throws when there are more than `importedReviewsMax`
 */
export async function saveImportedReviews(
  tx: Tx,
  deps: TxDeps,
  { source, reviews }: Input,
): Promise<{ created: number; updated: number; unchanged: number }> {
  if (reviews.length > importedReviewsMax) throw new Error(`more than ${importedReviewsMax} reviews at once`)
  const given = [...new Map(reviews.map((review) => [review.sourceId, review])).values()]
  const sourceIds = given.map(({ sourceId }) => sourceId)
  const stored = new Map((await selectImported(tx, source, sourceIds)).map((review) => [review.sourceId, review]))
  const created: StoredImport[] = []
  const updated: StoredImport[] = []
  for (const review of given) {
    const before = stored.get(review.sourceId)
    if (!before) created.push({ ...review, id: deps.ids.next<'review'>() })
    else if (!sameReview(before, review)) updated.push({ ...review, id: before.id })
  }
  await insertImported(tx, source, created)
  for (const review of updated) await updateImported(tx, review)
  const moved = updated.flatMap(({ sourceId }) => stored.get(sourceId)?.listingId ?? [])
  const touched = new Set([...created, ...updated].map(({ listingId }) => listingId).concat(moved))
  for (const listingId of touched) await refreshSummary(tx, deps, listingId)
  return { created: created.length, updated: updated.length, unchanged: given.length - created.length - updated.length }
}

type RatingInput = { listingId: ListingId; rating: RatingSummary }

/** Sets what another market says of a listing's ratings, for when its reviews carry none or are not at hand. Ask this before saving its reviews. */
export async function saveImportedRating(tx: Tx, deps: TxDeps, { listingId, rating }: RatingInput): Promise<void> {
  await saveSummary(tx, deps, listingId, rating)
}

const sameReview = (a: ImportedReview, b: ImportedReview) =>
  a.listingId === b.listingId &&
  a.authorName === b.authorName &&
  a.body === b.body &&
  a.postedOn === b.postedOn &&
  a.rating === b.rating &&
  isDeepStrictEqual(a.categories, b.categories)
