import { createHash } from 'node:crypto'
import { dayMs, later, type Instant } from '../kernel/clock.ts'
import type { HostId, UserId } from '../kernel/ids.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { isDuplicate } from '../platform/db-errors.ts'
import { inTransaction } from '../platform/db.ts'
import type { Deps } from '../platform/deps.ts'
import { findHost } from './host.ts'
import { giveHost, insertClaim, markClaimUsed, selectClaim, selectHostOfUser } from './store.ts'

export const claimMsMax = 14 * dayMs
const tokenBytes = 32

export type MakeHostClaimError = { code: 'host_not_found' } | { code: 'host_already_claimed' }

/** A one-time token by which the owner of an imported host becomes it. Only its hash is kept: it cannot be told again. */
export async function makeHostClaim(
  { db, clock, random }: Pick<Deps, 'db' | 'clock' | 'random'>,
  { hostId }: { hostId: HostId },
): Promise<Result<{ token: string; expiresAt: Instant }, MakeHostClaimError>> {
  const token = Buffer.from(random.bytes(tokenBytes)).toString('base64url')
  return inTransaction(db, async (tx) => {
    const host = await findHost(tx, hostId)
    if (!host) return err({ code: 'host_not_found' })
    if (host.userId) return err({ code: 'host_already_claimed' })
    const expiresAt = later(clock.now(), claimMsMax)
    await insertClaim(tx, { tokenHash: hashOf(token), hostId, expiresAt })
    return ok({ token, expiresAt })
  })
}

export type ClaimHostError =
  | { code: 'claim_not_found' }
  | { code: 'claim_expired' }
  | { code: 'already_a_host' }
  | { code: 'host_already_claimed' }

/** The user becomes the imported host that the token was made for, once. */
export async function claimHost(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  { token, userId }: { token: string; userId: UserId },
): Promise<Result<{ hostId: HostId }, ClaimHostError>> {
  const tokenHash = hashOf(token)
  try {
    return await inTransaction(db, async (tx): Promise<Result<{ hostId: HostId }, ClaimHostError>> => {
      const claim = await selectClaim(tx, tokenHash)
      if (!claim || claim.used) return err({ code: 'claim_not_found' })
      if (clock.now() > claim.expiresAt) return err({ code: 'claim_expired' })
      if (await selectHostOfUser(tx, userId)) return err({ code: 'already_a_host' })
      if (!(await markClaimUsed(tx, tokenHash, { by: userId, at: clock.now() }))) return err({ code: 'claim_not_found' })
      if (!(await giveHost(tx, claim.hostId, userId))) return err({ code: 'host_already_claimed' })
      return ok({ hostId: claim.hostId })
    })
  } catch (thrown) {
    // Two claims of one user at the same moment: the other one won.
    if (isDuplicate(thrown)) return err({ code: 'already_a_host' })
    throw thrown
  }
}

const hashOf = (token: string) => createHash('sha256').update(token).digest('hex')
