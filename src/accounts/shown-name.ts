import type { UserId } from '../kernel/ids.ts'
import type { Db, Tx } from '../platform/db.ts'
import { selectNames } from './profile-store.ts'

/** What others call people: the name they chose to show, else the first of their names. Nobody who has left is in it. */
export async function shownNames(db: Db | Tx, userIds: readonly UserId[]): Promise<Map<UserId, string>> {
  return new Map((await selectNames(db, userIds)).map(({ id, name, shownName }) => [id, shownNameOf(name, shownName)]))
}

export const shownNameOf = (name: string, shownName: string): string => shownName || (name.trim().split(/\s+/)[0] ?? '')
