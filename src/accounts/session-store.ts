import type { UserId } from '../kernel/ids.ts'
import type { Db, Tx } from '../platform/db.ts'

/** Where somebody is signed in. Without its token: that would let its reader in. */
export type Session = Readonly<{ id: string; createdAt: string; lastSeenAt: string; address: string | null; browser: string | null }>

export const sessionListMax = 100

/** Newest first. */
export async function selectSessions(db: Db, userId: UserId): Promise<Session[]> {
  const rows = await db
    .selectFrom('session')
    .select(['id', 'createdAt', 'updatedAt', 'ipAddress', 'userAgent'])
    .where('userId', '=', userId)
    .orderBy('createdAt', 'desc')
    .limit(sessionListMax)
    .execute()
  return rows.map(({ id, createdAt, updatedAt, ipAddress, userAgent }) => ({
    id,
    createdAt: isoOf(createdAt),
    lastSeenAt: isoOf(updatedAt),
    address: ipAddress || null,
    browser: userAgent || null,
  }))
}

/** SQLite keeps it as text, MySQL's driver makes a Date of it. */
const isoOf = (moment: string | Date) => (typeof moment === 'string' ? moment : moment.toISOString())

/** False when the user has no such session. */
export async function deleteSession(tx: Tx, userId: UserId, sessionId: string): Promise<boolean> {
  const { numDeletedRows } = await tx.deleteFrom('session').where('id', '=', sessionId).where('userId', '=', userId).executeTakeFirst()
  return numDeletedRows === 1n
}

export async function deleteOtherSessions(tx: Tx, userId: UserId, keptId: string): Promise<void> {
  await tx.deleteFrom('session').where('userId', '=', userId).where('id', '!=', keptId).execute()
}
