import type { UserId } from '../kernel/ids.ts'
import type { Db, Tx } from '../platform/db.ts'

export async function selectPortrait(db: Db | Tx, userId: UserId): Promise<string | null> {
  const row = await db.selectFrom('portrait').select('file_key').where('user_id', '=', userId).executeTakeFirst()
  return row?.file_key ?? null
}

/**
 * Locks a person until the commit, so that of several portraits that come at once each but the last is replaced. False, and
 * nothing locked, when they have left.
 */
export async function lockUser(tx: Tx, userId: UserId): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('user')
    .set((set) => ({ name: set.ref('name') }))
    .where('id', '=', userId)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

export async function insertPortrait(tx: Tx, userId: UserId, fileKey: string): Promise<void> {
  await tx.insertInto('portrait').values({ user_id: userId, file_key: fileKey }).execute()
}

export async function deletePortrait(tx: Tx, userId: UserId): Promise<void> {
  await tx.deleteFrom('portrait').where('user_id', '=', userId).execute()
}
