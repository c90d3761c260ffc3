import type { HostId, ListingId } from '../kernel/ids.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { inTransaction, type Db, type Tx } from '../platform/db.ts'
import type { Deps, TxDeps } from '../platform/deps.ts'
import { announce } from '../platform/outbox.ts'
import { findListing } from './find-listing.ts'
import type { ListingState } from './listing.ts'
import { lockOwnListing } from './lock-own-listing.ts'
import { missingFrom, type Missing } from './publication-policy.ts'
import { touchListing, updateState } from './store.ts'

/** Shows a listing to everybody, whatever is missing: for whoever answers for that. */
export async function publishListing(tx: Tx, deps: TxDeps, listingId: ListingId): Promise<void> {
  await touchListing(tx, listingId, deps.clock.now())
  await saveState(tx, deps, listingId, 'published')
}

async function saveState(tx: Tx, deps: TxDeps, listingId: ListingId, state: ListingState): Promise<void> {
  await updateState(tx, listingId, state)
  await announce(tx, deps, { type: 'listing.changed', listingId })
}

export type Publication = Readonly<{ state: ListingState; missing: readonly Missing[] }>
/** Whether a listing has a price. */
export type IsPriced = (db: Db | Tx, listingId: ListingId) => Promise<boolean>

export type ViewPublicationError = { code: 'listing_not_found' }

/** Whether its host's listing is shown, and what it lacks. */
export async function viewPublication(
  db: Db,
  { listingId, hostId }: { listingId: ListingId; hostId: HostId },
  isPriced: IsPriced,
): Promise<Result<Publication, ViewPublicationError>> {
  const listing = await findListing(db, listingId)
  if (listing?.hostId !== hostId) return err({ code: 'listing_not_found' })
  return ok({ state: listing.state, missing: missingFrom(listing, await isPriced(db, listingId)) })
}

export type SetPublicationError = { code: 'listing_not_found' } | { code: 'not_ready'; missing: readonly Missing[] }

type Input = { listingId: ListingId; hostId: HostId; published: boolean }

/**
 * Its host shows a listing to everybody, or lets it rest: bookings stay as they are, and its page stays without a price.
 * What was never shown stays a draft.
 */
export async function setPublication(
  deps: Deps,
  { listingId, hostId, published }: Input,
  isPriced: IsPriced,
): Promise<Result<Publication, SetPublicationError>> {
  return inTransaction(deps.db, async (tx) => {
    const listing = await lockOwnListing(tx, deps, { listingId, hostId })
    if (!listing) return err({ code: 'listing_not_found' })
    const missing = missingFrom(listing, await isPriced(tx, listingId))
    if (published && missing.length > 0) return err({ code: 'not_ready', missing })
    const rests = listing.state === 'draft' ? 'draft' : 'paused'
    const state = published ? 'published' : rests
    if (listing.state !== state) await saveState(tx, deps, listingId, state)
    return ok({ state, missing })
  })
}
