import type { UserId } from '../kernel/ids.ts'
import type { Tx } from '../platform/db.ts'
import { deleteAllLists } from './store.ts'

/** When a person goes, so do their lists; links to them open nothing any more. */
export const forgetSaved = (tx: Tx, userId: UserId): Promise<void> => deleteAllLists(tx, userId)
