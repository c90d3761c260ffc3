import type { UserId } from '../kernel/ids.ts'
import { dropPicture } from '../pictures/drop-picture.ts'
import type { Tx } from '../platform/db.ts'
import type { TxDeps } from '../platform/deps.ts'
import { deletePortrait, lockUser, selectPortrait } from './portrait-store.ts'

/** Takes somebody's portrait away, if they have one; its files go after the commit. False, and nothing done, when they have left. */
export async function dropPortrait(tx: Tx, deps: TxDeps, userId: UserId): Promise<boolean> {
  if (!(await lockUser(tx, userId))) return false
  const fileKey = await selectPortrait(tx, userId)
  if (fileKey === null) return true
  await deletePortrait(tx, userId)
  await dropPicture(tx, deps, { fileKey, kind: 'portrait' })
  return true
}
