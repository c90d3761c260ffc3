import { pictureFormats } from '../pictures/picture.ts'
import type { Tx } from '../platform/db.ts'
import type { TxDeps } from '../platform/deps.ts'
import { announce } from '../platform/outbox.ts'
import { findPhotoOwner, updateFormats } from './photo-store.ts'

/** All variants of a photo are there: from now on pages use them. Nothing happens when it is no listing's photo. */
export async function showVariants(tx: Tx, deps: TxDeps, fileKey: string): Promise<void> {
  const listingId = await findPhotoOwner(tx, fileKey)
  if (!listingId) return
  await updateFormats(tx, fileKey, pictureFormats)
  await announce(tx, deps, { type: 'listing.changed', listingId })
}
