import type { HostId, ListingId } from '../kernel/ids.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { dropPicture } from '../pictures/drop-picture.ts'
import type { PictureDeps } from '../pictures/picture-deps.ts'
import { receivePicture, type PictureUploadError } from '../pictures/receive-picture.ts'
import { storePicture } from '../pictures/store-picture.ts'
import { inTransaction, write } from '../platform/db.ts'
import type { SentFile, Upload, Uploads } from '../platform/uploads.ts'
import { addPhoto, type AddPhotoError } from './add-photo.ts'
import { findListing } from './find-listing.ts'
import { lockOwnListing } from './lock-own-listing.ts'
import { photosMax, type Photo } from './photo.ts'
import { findSameFile } from './photo-store.ts'

export type UploadPhotoError = { code: 'listing_not_found' } | AddPhotoError | PictureUploadError

type UploadDeps = PictureDeps & { uploads: Uploads }
type Input = { listingId: ListingId; hostId: HostId; sent: SentFile }
type Uploaded = { photo: Photo; isNew: boolean }

const noWords = { alt: '', caption: '', room: null }

/**
 * A host sends a photo of a listing. The same file sent again, as after a lost connection, is the photo that it was. Whatever
 * is refused, or breaks off, leaves nothing behind.
 */
export async function uploadPhoto(deps: UploadDeps, input: Input): Promise<Result<Uploaded, UploadPhotoError>> {
  const { listingId, hostId, sent } = input
  const listing = await findListing(deps.db, listingId)
  if (listing?.hostId !== hostId) return err({ code: 'listing_not_found' })
  const received = await receivePicture(deps.uploads, { sent, sender: hostId })
  if (!received.ok) return received
  try {
    return await takeIn(deps, { listingId, hostId, upload: received.value, photos: listing.photos.length })
  } finally {
    await received.value.discard()
  }
}

async function takeIn(
  deps: UploadDeps,
  { listingId, hostId, upload, photos }: { listingId: ListingId; hostId: HostId; upload: Upload; photos: number },
): Promise<Result<Uploaded, UploadPhotoError>> {
  const same = await findSameFile(deps.db, listingId, upload.sha256)
  if (same) return ok({ photo: same, isNew: false })
  if (photos >= photosMax) return err({ code: 'too_many_photos', photosMax })
  const stored = await storePicture(deps, { file: upload.path, kind: 'photo' })
  if (!stored.ok) return stored
  const picture = stored.value
  const added = await inTransaction(deps.db, async (tx): Promise<Result<Photo, UploadPhotoError>> => {
    if (!(await lockOwnListing(tx, deps, { listingId, hostId }))) return err({ code: 'listing_not_found' })
    return addPhoto(tx, deps, { listingId, picture, words: noWords, contentHash: upload.sha256 })
  })
  const isNew = added.ok && added.value.fileKey === picture.fileKey
  // Another request with the same file was faster, or took the last place, or the host has left.
  if (!isNew) await write(deps.db, (tx) => dropPicture(tx, deps, { fileKey: picture.fileKey, kind: 'photo' }))
  return added.ok ? ok({ photo: added.value, isNew }) : added
}
