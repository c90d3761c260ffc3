import type { UserId } from '../kernel/ids.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { inTransaction } from '../platform/db.ts'
import type { Deps } from '../platform/deps.ts'
import { findUserByEmail, normalEmail } from './find-user.ts'
import { hashPassword } from './passwords.ts'
import { insertRole, insertUser } from './store.ts'
import { emailWire, nameWire, passwordWire } from './wire.ts'

export type NewUser = Readonly<{
  name: string
  email: string
  /** Null: nobody can sign in as them. */
  password: string | null
  operator?: boolean
  /** One of the demo's people: a market that others can reach refuses to start while they can sign in. */
  demo?: boolean
}>

export type CreateUserError = { code: 'email_taken' } | { code: 'bad_name' } | { code: 'bad_email' } | { code: 'bad_password' }

/** Somebody who can sign in at once, for the command line and the demo: the address counts as theirs. */
export async function createUser(
  deps: Deps,
  { name, email, password, operator, demo }: NewUser,
): Promise<Result<{ userId: UserId }, CreateUserError>> {
  const { db, clock, ids, random } = deps
  if (!nameWire.safeParse(name).success) return err({ code: 'bad_name' })
  if (!emailWire.safeParse(email).success) return err({ code: 'bad_email' })
  if (password !== null && !passwordWire.safeParse(password).success) return err({ code: 'bad_password' })
  const passwordHash = password === null ? 'none' : await hashPassword(password, random)
  return inTransaction(db, async (tx) => {
    if (await findUserByEmail(tx, email)) return err({ code: 'email_taken' })
    const userId = ids.next<'user'>()
    await insertUser(tx, { id: userId, name, email: normalEmail(email), emailVerified: true }, { passwordHash, now: clock.now() })
    for (const role of [operator ? 'operator' : undefined, demo ? 'demo' : undefined] as const) {
      if (role) await insertRole(tx, { user_id: userId, role, granted_at: clock.now() })
    }
    return ok({ userId })
  })
}
