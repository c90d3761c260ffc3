import { write, type Tx } from '../platform/db.ts'
import type { Deps, TxDeps } from '../platform/deps.ts'
import { enqueue } from '../platform/enqueue.ts'
import type { FileStore } from '../platform/files.ts'
import { keysOf, type PictureKind } from './picture.ts'
import { deletePicture, findPicture, moveState } from './store.ts'

export const deleteJob = 'pictures.delete'

/** Call it in the transaction that names the picture no more: its files go after the commit. */
export async function dropPicture(tx: Tx, deps: TxDeps, { fileKey, kind }: { fileKey: string; kind: PictureKind }): Promise<void> {
  await moveState(tx, fileKey, ['incoming', 'kept'], 'gone')
  await enqueue(tx, deps, { kind: deleteJob, payload: { fileKey, kind } })
}

/** Deletes all files of a picture that nobody keeps. Harmless twice, and when only some of them were ever made. */
export async function deleteFiles(
  { db, files }: Pick<Deps, 'db'> & { files: FileStore },
  { fileKey, kind }: { fileKey: string; kind: PictureKind },
): Promise<void> {
  const unwanted = await write(db, async (tx) => {
    await moveState(tx, fileKey, ['incoming'], 'gone')
    return (await findPicture(tx, fileKey))?.state !== 'kept'
  })
  if (!unwanted) return
  for (const key of keysOf(kind, fileKey)) await files.delete(key)
  await write(db, (tx) => deletePicture(tx, fileKey))
}
