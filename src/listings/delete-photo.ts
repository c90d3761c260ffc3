import type { HostId, ListingId, PhotoId } from '../kernel/ids.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { dropPicture } from '../pictures/drop-picture.ts'
import { inTransaction } from '../platform/db.ts'
import type { Deps } from '../platform/deps.ts'
import { announce } from '../platform/outbox.ts'
import { lockOwnPhotos, type OwnPhotosError } from './own-photos.ts'
import type { Photo } from './photo.ts'
import { removePhoto, writeOrder } from './photo-store.ts'

export type DeletePhotoError = OwnPhotosError | { code: 'photo_not_found' }

type Input = { listingId: ListingId; hostId: HostId; photoId: PhotoId }

/** A host takes a photo away; its files go after the commit. The next one becomes the cover if it was the cover. @returns those that stay */
export async function deletePhoto(deps: Deps, { listingId, hostId, photoId }: Input): Promise<Result<readonly Photo[], DeletePhotoError>> {
  return inTransaction(deps.db, async (tx) => {
    const own = await lockOwnPhotos(tx, deps, { listingId, hostId })
    if (!own.ok) return own
    const photo = own.value.find(({ id }) => id === photoId)
    if (!photo) return err({ code: 'photo_not_found' })
    const left = own.value.filter(({ id }) => id !== photoId)
    await removePhoto(tx, photoId)
    await writeOrder(
      tx,
      listingId,
      left.map(({ id }) => id),
    )
    await dropPicture(tx, deps, { fileKey: photo.fileKey, kind: 'photo' })
    await announce(tx, deps, { type: 'listing.changed', listingId })
    return ok(left)
  })
}
