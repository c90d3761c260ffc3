import type { ListingId, PhotoId } from '../kernel/ids.ts'
import type { PictureFormat } from '../pictures/picture.ts'
import type { Db, Tx } from '../platform/db.ts'
import { parsePhoto, type Photo, type PhotoWords } from './photo.ts'

export async function selectPhotos(db: Db | Tx, listingId: ListingId): Promise<Photo[]> {
  const rows = await db.selectFrom('photo').selectAll().where('listing_id', '=', listingId).orderBy('position').execute()
  return rows.map(parsePhoto)
}

export async function findSameFile(db: Db | Tx, listingId: ListingId, contentHash: string): Promise<Photo | undefined> {
  const row = await db
    .selectFrom('photo')
    .selectAll()
    .where('listing_id', '=', listingId)
    .where('content_hash', '=', contentHash)
    .executeTakeFirst()
  return row && parsePhoto(row)
}

export async function insertPhoto(
  tx: Tx,
  { listingId, photo, contentHash, position }: { listingId: ListingId; photo: Photo; contentHash: string | null; position: number },
): Promise<void> {
  const { fileKey, formats, ...columns } = photo
  const stored = { ...columns, file_key: fileKey, formats: formats.join(','), content_hash: contentHash }
  await tx
    .insertInto('photo')
    .values({ ...stored, listing_id: listingId, position })
    .execute()
}

export async function updateWords(tx: Tx, id: PhotoId, words: PhotoWords): Promise<void> {
  await tx.updateTable('photo').set(words).where('id', '=', id).execute()
}

/** Places nobody has yet: two photos never share one, not even halfway through. */
const aside = 1_000

/** `ids` must be all that the listing has. */
export async function writeOrder(tx: Tx, listingId: ListingId, ids: readonly PhotoId[]): Promise<void> {
  await tx
    .updateTable('photo')
    .set((set) => ({ position: set('position', '+', aside) }))
    .where('listing_id', '=', listingId)
    .execute()
  for (const [position, id] of ids.entries()) await tx.updateTable('photo').set({ position }).where('id', '=', id).execute()
}

export async function removePhoto(tx: Tx, id: PhotoId): Promise<void> {
  await tx.deleteFrom('photo').where('id', '=', id).execute()
}

/** @returns whose photo it is; undefined when it is nobody's. */
export async function findPhotoOwner(db: Db | Tx, fileKey: string): Promise<ListingId | undefined> {
  return (await db.selectFrom('photo').select('listing_id').where('file_key', '=', fileKey).executeTakeFirst())?.listing_id
}

export async function updateFormats(tx: Tx, fileKey: string, formats: readonly PictureFormat[]): Promise<void> {
  await tx
    .updateTable('photo')
    .set({ formats: formats.join(',') })
    .where('file_key', '=', fileKey)
    .execute()
}
