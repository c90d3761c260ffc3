import type { UserId } from '../kernel/ids.ts'
import type { Db } from '../platform/db.ts'
import { selectPortrait } from './portrait-store.ts'

export const hasPortrait = async (db: Db, userId: UserId): Promise<boolean> => (await selectPortrait(db, userId)) !== null
