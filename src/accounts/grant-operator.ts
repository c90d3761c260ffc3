import type { UserId } from '../kernel/ids.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { inTransaction } from '../platform/db.ts'
import type { Deps } from '../platform/deps.ts'
import { findUserByEmail } from './find-user.ts'
import { insertRole, selectRoles } from './store.ts'

/** Makes somebody who has signed up an operator; does nothing when they are one. */
export async function grantOperator(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  { email }: { email: string },
): Promise<Result<{ userId: UserId }, { code: 'user_not_found' | 'email_unverified' }>> {
  return inTransaction(db, async (tx) => {
    const user = await findUserByEmail(tx, email)
    if (!user) return err({ code: 'user_not_found' })
    // Who signed up with an address that was never confirmed may be anybody, with a password of theirs.
    if (!user.emailVerified) return err({ code: 'email_unverified' })
    const roles = await selectRoles(tx, user.id)
    if (!roles.includes('operator')) await insertRole(tx, { user_id: user.id, role: 'operator', granted_at: clock.now() })
    return ok({ userId: user.id })
  })
}
