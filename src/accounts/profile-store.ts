import type { UserId } from '../kernel/ids.ts'
import type { Db, Tx } from '../platform/db.ts'

type Name = Readonly<{ id: UserId; name: string; shownName: string }>

export async function selectNames(db: Db | Tx, ids: readonly UserId[]): Promise<Name[]> {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('user')
    .leftJoin('profile', 'profile.user_id', 'user.id')
    .select(['user.id', 'user.name', 'profile.shown_name'])
    .where('user.id', 'in', ids)
    .execute()
  return rows.map(({ id, name, shown_name: shownName }) => ({ id, name, shownName: shownName ?? '' }))
}
