import type { HostId } from '../kernel/ids.ts'
import type { Tx } from '../platform/db.ts'
import type { TxDeps } from '../platform/deps.ts'
import { announce } from '../platform/outbox.ts'
import { hostListingsMax } from './create-listing.ts'
import { retireListing, selectHostsListingIds } from './store.ts'

/** A host leaves: their homes are shown no more, and where the doors are is forgotten. Bookings go on naming them. */
export async function retireListings(tx: Tx, deps: TxDeps, hostId: HostId): Promise<void> {
  for (const listingId of await selectHostsListingIds(tx, hostId, { after: null, limit: hostListingsMax })) {
    await retireListing(tx, listingId, deps.clock.now())
    await announce(tx, deps, { type: 'listing.changed', listingId })
  }
}
