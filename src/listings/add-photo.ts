import type { ListingId } from '../kernel/ids.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { keepPicture } from '../pictures/keep-picture.ts'
import type { Picture } from '../pictures/picture.ts'
import type { Tx } from '../platform/db.ts'
import type { TxDeps } from '../platform/deps.ts'
import { announce } from '../platform/outbox.ts'
import { photosMax, type Photo, type PhotoWords } from './photo.ts'
import { findSameFile, insertPhoto, selectPhotos } from './photo-store.ts'
import { touchListing } from './store.ts'

export type AddPhotoError = { code: 'too_many_photos'; photosMax: number }

type Input = { listingId: ListingId; picture: Picture; words: PhotoWords; contentHash: string | null; awaited?: boolean }

/**
 * Puts a picture that `storePicture` made behind the listing's other photos. Its variants are made
 * after the commit. @returns the photo that the listing has already, when it was made of a file with the same `contentHash`.
 */
export async function addPhoto(
  tx: Tx,
  deps: TxDeps,
  { listingId, picture, words, contentHash, awaited = true }: Input,
): Promise<Result<Photo, AddPhotoError>> {
  await touchListing(tx, listingId, deps.clock.now())
  const same = contentHash === null ? undefined : await findSameFile(tx, listingId, contentHash)
  if (same) return ok(same)
  const { length: position } = await selectPhotos(tx, listingId)
  if (position >= photosMax) return err({ code: 'too_many_photos', photosMax })
  const photo: Photo = { ...picture, ...words, id: deps.ids.next<'photo'>(), formats: [] }
  await insertPhoto(tx, { listingId, photo, contentHash, position })
  await keepPicture(tx, deps, { fileKey: picture.fileKey, awaited })
  await announce(tx, deps, { type: 'listing.changed', listingId })
  return ok(photo)
}
