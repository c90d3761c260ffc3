import type { Instant } from '../kernel/clock.ts'
import type { Db, Tx } from '../platform/db.ts'
import type { PictureKind } from './picture.ts'

/** incoming: files may be there, nobody names them yet. kept: somebody does. gone: files are to go. */
export type PictureState = 'incoming' | 'kept' | 'gone'

export async function insertPicture(tx: Tx, picture: { fileKey: string; kind: PictureKind; now: Instant }): Promise<void> {
  const { fileKey, kind, now } = picture
  await tx.insertInto('picture').values({ file_key: fileKey, kind, state: 'incoming', created_at: now }).execute()
}

export async function findPicture(db: Db | Tx, fileKey: string): Promise<{ kind: PictureKind; state: PictureState } | undefined> {
  return db.selectFrom('picture').select(['kind', 'state']).where('file_key', '=', fileKey).executeTakeFirst()
}

/** False when it is in none of the states `from`: nothing is written then. */
export async function moveState(tx: Tx, fileKey: string, from: readonly PictureState[], to: PictureState): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('picture')
    .set({ state: to })
    .where('file_key', '=', fileKey)
    .where('state', 'in', from)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

export async function deletePicture(tx: Tx, fileKey: string): Promise<void> {
  await tx.deleteFrom('picture').where('file_key', '=', fileKey).execute()
}
