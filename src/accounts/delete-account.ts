import type { HostId, UserId } from '../kernel/ids.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { inTransaction, type Tx } from '../platform/db.ts'
import type { Deps } from '../platform/deps.ts'
import { sendMail } from '../platform/mail.ts'
import { checkPassword } from './check-password.ts'
import { dropPortrait } from './drop-portrait.ts'
import { accountMail } from './mails.ts'
import { erasePerson } from './profile-store.ts'
import { selectRoles } from './store.ts'

export type Leaver = Readonly<{ userId: UserId; hostId: HostId | null; name: string; email: string }>

export type DeleteAccountError =
  | { code: 'wrong_password' }
  /** Somebody has to answer for the market. */
  | { code: 'operator_account' }
  /** A stay is ahead, going on, or waits for payment: as guest or as host. */
  | { code: 'open_stays' }
  /** Money is on its way to this person, or is owed to them. */
  | { code: 'open_money' }

export type DeleteAccountDeps = Deps &
  Readonly<{
    market: string
    origin: () => string
    /** What still binds this person; for those who stand above accounts to say. */
    openAffairs: (tx: Tx, leaver: Leaver) => Promise<'open_stays' | 'open_money' | null>
    /** Takes the person's details out of what is kept: bookings, homes, mails. */
    forget: (tx: Tx, leaver: Leaver) => Promise<void>
  }>

/**
 * Somebody leaves for good. Their person is erased; bookings and the ledger stay, without anything that says whose they were,
 * and what they wrote about stays reads as a former guest's.
 */
export async function deleteAccount(
  deps: DeleteAccountDeps,
  { leaver, password }: { leaver: Leaver; password: string },
): Promise<Result<undefined, DeleteAccountError>> {
  if (!(await checkPassword(deps.db, { userId: leaver.userId, password }))) return err({ code: 'wrong_password' })
  return inTransaction(deps.db, async (tx) => {
    if ((await selectRoles(tx, leaver.userId)).includes('operator')) return err({ code: 'operator_account' })
    const open = await deps.openAffairs(tx, leaver)
    if (open) return err({ code: open })
    await deps.forget(tx, leaver)
    await dropPortrait(tx, deps, leaver.userId)
    await erasePerson(tx, leaver)
    await sendMail(
      tx,
      deps,
      accountMail('gone', { to: leaver.email, url: deps.origin(), values: { market: deps.market, name: leaver.name } }),
    )
    return ok()
  })
}
