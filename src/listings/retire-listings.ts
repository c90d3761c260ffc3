import type { HostId } from '../kernel/ids.ts'
import { dropPicture } from '../pictures/drop-picture.ts'
import type { Tx } from '../platform/db.ts'
import type { TxDeps } from '../platform/deps.ts'
import { announce } from '../platform/outbox.ts'
import { hostListingsMax } from './create-listing.ts'
import { removePhoto, selectPhotos } from './photo-store.ts'
import { replaceRooms } from './room-store.ts'
import { retireListing, selectHostsListingIds } from './store.ts'

/**
 * A host leaves: their homes are shown no more, and what they wrote and showed of them is forgotten, as is where the doors are.
 * Bookings go on naming them. The photos' files go after the commit.
 */
export async function retireListings(tx: Tx, deps: TxDeps, hostId: HostId): Promise<void> {
  for (const listingId of await selectHostsListingIds(tx, hostId, { after: null, limit: hostListingsMax })) {
    await retireListing(tx, listingId, deps.clock.now())
    await replaceRooms(tx, listingId, [])
    for (const { id, fileKey } of await selectPhotos(tx, listingId)) {
      await removePhoto(tx, id)
      await dropPicture(tx, deps, { fileKey, kind: 'photo' })
    }
    await announce(tx, deps, { type: 'listing.changed', listingId })
  }
}
