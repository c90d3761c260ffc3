import type { ListingId } from '../kernel/ids.ts'
import type { Db } from '../platform/db.ts'
import { findSameFile } from './photo-store.ts'

/** Whether a photo of the listing was made of the file with this SHA-256. */
export async function hasPhoto(db: Db, listingId: ListingId, contentHash: string): Promise<boolean> {
  return (await findSameFile(db, listingId, contentHash)) !== undefined
}
