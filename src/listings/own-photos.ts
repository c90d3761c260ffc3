import type { HostId, ListingId } from '../kernel/ids.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import type { Tx } from '../platform/db.ts'
import type { TxDeps } from '../platform/deps.ts'
import { lockOwnListing } from './lock-own-listing.ts'
import type { Photo } from './photo.ts'

export type OwnPhotosError = { code: 'listing_not_found' }

/** The photos of a listing of this host, in order. Nobody else changes them until the transaction ends. */
export async function lockOwnPhotos(
  tx: Tx,
  deps: Pick<TxDeps, 'clock'>,
  own: { listingId: ListingId; hostId: HostId },
): Promise<Result<readonly Photo[], OwnPhotosError>> {
  const listing = await lockOwnListing(tx, deps, own)
  return listing ? ok(listing.photos) : err({ code: 'listing_not_found' })
}
