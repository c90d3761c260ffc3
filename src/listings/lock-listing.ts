import type { ListingId } from '../kernel/ids.ts'
import type { Tx } from '../platform/db.ts'
import type { TxDeps } from '../platform/deps.ts'
import { findListing } from './find-listing.ts'
import type { Listing } from './listing.ts'
import { touchListing } from './store.ts'

/** The listing for who is about to change what hangs on it: everybody else who wants to waits until the commit. */
export async function lockListing(tx: Tx, deps: TxDeps, listingId: ListingId): Promise<Listing | undefined> {
  await touchListing(tx, listingId, deps.clock.now())
  return findListing(tx, listingId)
}
