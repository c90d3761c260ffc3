import type { ListingId } from '../kernel/ids.ts'
import type { Tx } from '../platform/db.ts'
import type { TxDeps } from '../platform/deps.ts'
import { announce } from '../platform/outbox.ts'
import type { RatingSummary } from './review.ts'
import { selectSummary, summariseReviews, writeSummary } from './store.ts'

/** Brings a listing's count and average up to date with its published reviews, and tells search. */
export async function refreshSummary(tx: Tx, deps: TxDeps, listingId: ListingId): Promise<void> {
  const before = await selectSummary(tx, listingId)
  const now = await summariseReviews(tx, listingId)
  await saveSummary(tx, deps, listingId, { ...now, ratingHundredths: now.ratingHundredths ?? before?.ratingHundredths ?? null })
}

export async function saveSummary(tx: Tx, deps: TxDeps, listingId: ListingId, summary: RatingSummary): Promise<void> {
  const before = await selectSummary(tx, listingId)
  if (before && sameSummary(before, summary)) return
  await writeSummary(tx, listingId, summary)
  await announce(tx, deps, { type: 'rating.changed', listingId })
}

const sameSummary = (a: RatingSummary, b: RatingSummary) =>
  a.reviewCount === b.reviewCount && a.ratingHundredths === b.ratingHundredths && a.latestOn === b.latestOn
