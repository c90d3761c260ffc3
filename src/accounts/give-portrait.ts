import type { UserId } from '../kernel/ids.ts'
import { keepPicture } from '../pictures/keep-picture.ts'
import type { Tx } from '../platform/db.ts'
import type { TxDeps } from '../platform/deps.ts'
import { dropPortrait } from './drop-portrait.ts'
import { insertPortrait } from './portrait-store.ts'

/** Makes a stored picture the portrait of somebody, in place of the one that was. False, and nothing done, when they have left. */
export async function givePortrait(tx: Tx, deps: TxDeps, { userId, fileKey }: { userId: UserId; fileKey: string }): Promise<boolean> {
  if (!(await dropPortrait(tx, deps, userId))) return false
  await insertPortrait(tx, userId, fileKey)
  await keepPicture(tx, deps, { fileKey })
  return true
}
