import type { UserId } from '../kernel/ids.ts'
import type { Db } from '../platform/db.ts'
import { verifyPassword } from './passwords.ts'
import { selectPasswordHash } from './profile-store.ts'

/** Whether this is the user's password: asked anew before what cannot be taken back. Not inside a transaction: it takes its time. */
export async function checkPassword(db: Db, { userId, password }: { userId: UserId; password: string }): Promise<boolean> {
  const hash = await selectPasswordHash(db, userId)
  return hash !== null && verifyPassword(password, hash)
}
