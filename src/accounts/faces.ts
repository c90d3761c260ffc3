import type { UserId } from '../kernel/ids.ts'
import type { Db, Tx } from '../platform/db.ts'
import { selectFaces } from './profile-store.ts'

/** Somebody as a line beside their words shows them. `portrait`: what the names of its files begin with. */
export type Face = Readonly<{ name: string; portrait: string | null }>

/** What others call people, and what they look like. Nobody who has left is in it. */
export async function facesOf(db: Db | Tx, userIds: readonly UserId[]): Promise<Map<UserId, Face>> {
  const found = await selectFaces(db, userIds)
  return new Map(found.map(({ id, name, shownName, portrait }) => [id, { name: shownNameOf(name, shownName), portrait }]))
}

/** The name they chose to show, else the first of their names. */
export const shownNameOf = (name: string, shownName: string): string => shownName || (name.trim().split(/\s+/)[0] ?? '')
