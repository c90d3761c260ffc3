import type { HostId, ListingId } from '../kernel/ids.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import type { Tx } from '../platform/db.ts'
import type { TxDeps } from '../platform/deps.ts'
import { findListing } from './find-listing.ts'
import type { Photo } from './photo.ts'
import { touchListing } from './store.ts'

export type OwnPhotosError = { code: 'listing_not_found' }

/** The photos of a listing of this host, in order. Nobody else changes them until the transaction ends. */
export async function lockOwnPhotos(
  tx: Tx,
  { clock }: Pick<TxDeps, 'clock'>,
  { listingId, hostId }: { listingId: ListingId; hostId: HostId },
): Promise<Result<readonly Photo[], OwnPhotosError>> {
  await touchListing(tx, listingId, clock.now())
  const listing = await findListing(tx, listingId)
  return listing?.hostId === hostId ? ok(listing.photos) : err({ code: 'listing_not_found' })
}
