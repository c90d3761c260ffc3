import { findHost } from '../accounts/host.ts'
import type { HostId, ListingId } from '../kernel/ids.ts'
import type { Tx } from '../platform/db.ts'
import type { TxDeps } from '../platform/deps.ts'
import { findListing } from './find-listing.ts'
import type { Listing } from './listing.ts'
import { touchListing } from './store.ts'

/**
 * A host's listing for who is about to change it or what hangs on it: everybody else who wants to waits until the commit.
 * Undefined when it is not theirs, or they have left meanwhile: what they had has been taken out of it, and nothing comes back.
 */
export async function lockOwnListing(
  tx: Tx,
  { clock }: Pick<TxDeps, 'clock'>,
  { listingId, hostId }: { listingId: ListingId; hostId: HostId },
): Promise<Listing | undefined> {
  await touchListing(tx, listingId, clock.now())
  const listing = await findListing(tx, listingId)
  if (listing?.hostId !== hostId) return undefined
  const host = await findHost(tx, hostId)
  return host?.userId ? listing : undefined
}
