import type { HostId, ListingId, PhotoId } from '../kernel/ids.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { inTransaction } from '../platform/db.ts'
import type { Deps } from '../platform/deps.ts'
import { announce } from '../platform/outbox.ts'
import { lockOwnPhotos, type OwnPhotosError } from './own-photos.ts'
import type { Photo, PhotoWords } from './photo.ts'
import { updateWords } from './photo-store.ts'

export type EditPhotoError = OwnPhotosError | { code: 'photo_not_found' }

type Input = {
  listingId: ListingId
  hostId: HostId
  photoId: PhotoId
  words: { [Word in keyof PhotoWords]?: PhotoWords[Word] | undefined }
}

/** A host says what a photo shows. What `words` leaves out stays. */
export async function editPhoto(deps: Deps, { listingId, hostId, photoId, words }: Input): Promise<Result<Photo, EditPhotoError>> {
  return inTransaction(deps.db, async (tx) => {
    const own = await lockOwnPhotos(tx, deps, { listingId, hostId })
    if (!own.ok) return own
    const photo = own.value.find(({ id }) => id === photoId)
    if (!photo) return err({ code: 'photo_not_found' })
    const { alt = photo.alt, caption = photo.caption, room = photo.room } = words
    await updateWords(tx, photoId, { alt, caption, room })
    await announce(tx, deps, { type: 'listing.changed', listingId })
    return ok({ ...photo, alt, caption, room })
  })
}
