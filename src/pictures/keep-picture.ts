import type { Tx } from '../platform/db.ts'
import type { TxDeps } from '../platform/deps.ts'
import { enqueue } from '../platform/enqueue.ts'
import { variantsJob } from './picture-jobs.ts'
import { findPicture, moveState } from './store.ts'

/**
 * Call it in the transaction that names a picture which `storePicture` made: its files stay, and a job makes the variants.
 * @throws when its files have been given up, an hour after they came
 */
export async function keepPicture(tx: Tx, deps: TxDeps, fileKey: string): Promise<void> {
  if (!(await moveState(tx, fileKey, ['incoming'], 'kept'))) throw new Error(`the picture ${fileKey} came too long ago to be kept`)
  if ((await findPicture(tx, fileKey))?.kind === 'photo') await enqueue(tx, deps, { kind: variantsJob, payload: { fileKey } })
}
