import { buffer } from 'node:stream/consumers'
import sharp from 'sharp'
import { write, type Tx } from '../platform/db.ts'
import type { RunningJob } from '../platform/run-job.ts'
import { deleteFiles, deleteJob } from './drop-picture.ts'
import { packVariants } from './pack-variants.ts'
import type { PictureDeps } from './picture-deps.ts'
import { originalKey, type PictureKind } from './picture.ts'
import { findPicture } from './store.ts'

/** A worker does one of these at a time: it keeps a processor busy for seconds. */
export const variantsJob = 'pictures.variants'

/** Called in the transaction after which all variants of `fileKey` may be shown. */
export type VariantsReady = (tx: Tx, fileKey: string) => Promise<void>

type Running = Pick<RunningJob, 'finish' | 'signal'>

/** A job that was killed goes on where it was: what is in the file store is whole, and is not made again. */
export function pictureJobs(deps: PictureDeps, whenReady: VariantsReady) {
  return {
    [variantsJob]: async ({ fileKey }: { fileKey: string }, job: Running): Promise<void> => {
      const found = await findPicture(deps.db, fileKey)
      const file = found?.state === 'kept' && (await deps.files.get(originalKey(fileKey)))
      if (!found || !file) return
      const original = await buffer(file.stream)
      const { width } = await sharp(original).metadata()
      await packVariants(deps, { picture: { fileKey, width }, kind: found.kind, original }, job.signal)
      const wanted = await write(deps.db, async (tx) => {
        await job.finish(tx)
        const kept = (await findPicture(tx, fileKey))?.state === 'kept'
        if (kept) await whenReady(tx, fileKey)
        return kept
      })
      // It was dropped meanwhile, and its files perhaps deleted before the last of them were made.
      if (!wanted) await deleteFiles(deps, { fileKey, kind: found.kind })
    },
    [deleteJob]: (picture: { fileKey: string; kind: PictureKind }): Promise<void> => deleteFiles(deps, picture),
  }
}
