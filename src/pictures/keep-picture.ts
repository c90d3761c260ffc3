import { dayMs, later } from '../kernel/clock.ts'
import type { Tx } from '../platform/db.ts'
import type { TxDeps } from '../platform/deps.ts'
import { enqueue } from '../platform/enqueue.ts'
import { variantsJob } from './picture-jobs.ts'
import { findPicture, moveState } from './store.ts'

/**
 * Call it in the transaction that names a picture which `storePicture` made: its files stay, and a job makes the variants.
 * `awaited`: somebody looks at the page, so it comes before what nobody waits for.
 * @throws when its files have been given up, an hour after they came
 */
export async function keepPicture(
  tx: Tx,
  deps: TxDeps,
  { fileKey, awaited = true }: { fileKey: string; awaited?: boolean },
): Promise<void> {
  if (!(await moveState(tx, fileKey, ['incoming'], 'kept'))) throw new Error(`the picture ${fileKey} came too long ago to be kept`)
  if ((await findPicture(tx, fileKey))?.kind !== 'photo') return
  // Jobs that are due run in the order of that time.
  const runAt = later(deps.clock.now(), awaited ? -dayMs : 0)
  await enqueue(tx, deps, { kind: variantsJob, payload: { fileKey }, runAt })
}
