import type { ListingId } from '../kernel/ids.ts'
import type { Tx } from '../platform/db.ts'
import type { TxDeps } from '../platform/deps.ts'
import { announce } from '../platform/outbox.ts'
import type { Photo } from './listing.ts'
import { touchListing, writePhotos } from './store.ts'

export const photosMax = 60

/** Puts `photos`, in this order, in the place of all that the listing has. Their files must be in the file store. @throws when there are more than `photosMax` */
export async function savePhotos(tx: Tx, deps: TxDeps, listingId: ListingId, photos: readonly Photo[]): Promise<void> {
  if (photos.length > photosMax) throw new Error(`more than ${photosMax} photos`)
  await touchListing(tx, listingId, deps.clock.now())
  await writePhotos(
    tx,
    listingId,
    photos.map((photo, position) => ({ ...photo, id: deps.ids.next<'photo'>(), position })),
  )
  await announce(tx, deps, { type: 'listing.changed', listingId })
}
