import type { HostId } from '../kernel/ids.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { ProviderUnavailable } from '../payments/provider.ts'
import { write, type Tx } from '../platform/db.ts'
import type { TxDeps } from '../platform/deps.ts'
import { announce } from '../platform/outbox.ts'
import { lockHost, saveAccount, selectAccount } from './account-store.ts'
import { isReady, type PayoutAccount, type Truth } from './payout-account.ts'
import type { PayoutDeps } from './payout-deps.ts'
import { selectWaiting } from './plan-store.ts'
import { settleAt } from './plan-transfer.ts'

/** How many stays' money goes at once when an account becomes ready; the poller sees to the rest. */
export const waitingMax = 500

/** Asks the provider how a host's account stands now. */
export async function checkAccount(deps: PayoutDeps, { hostId }: { hostId: HostId }): Promise<PayoutAccount | undefined> {
  const known = await selectAccount(deps.db, hostId)
  if (!known?.accountId) return known
  const truth = await deps.connect.readAccount(known.accountId)
  return write(deps.db, (tx) => recordAccount(tx, deps, hostId, truth))
}

/** The same for the host, who may wait and try again. */
export async function askAboutAccount(
  deps: PayoutDeps,
  host: { hostId: HostId },
): Promise<Result<PayoutAccount | undefined, { code: 'provider_unavailable' }>> {
  try {
    return ok(await checkAccount(deps, host))
  } catch (error) {
    if (error instanceof ProviderUnavailable) return err({ code: 'provider_unavailable' })
    throw error
  }
}

/** Writes down what the provider says of an account. Once it is ready, what has waited for it goes. */
export async function recordAccount(tx: Tx, deps: TxDeps, hostId: HostId, truth: Truth): Promise<PayoutAccount> {
  const now = deps.clock.now()
  await lockHost(tx, hostId, now)
  const before = await selectAccount(tx, hostId)
  if (!before) throw new Error(`the host ${hostId} has no row to lock`)
  const changes = { ...truth, checkedAt: now }
  await saveAccount(tx, before, changes)
  const after: PayoutAccount = { ...before, ...changes }
  if (before.standing === after.standing) return after
  if (isReady(after)) await settleWaiting(tx, deps, hostId)
  await announce(tx, deps, { type: 'payout_account.changed', hostId, standing: after.standing })
  return after
}

/** Has all that is due to a host looked at again. */
export async function settleWaiting(tx: Tx, deps: TxDeps, hostId: HostId): Promise<void> {
  for (const { bookingId } of await selectWaiting(tx, hostId, deps.clock.now(), waitingMax)) await settleAt(tx, deps, bookingId)
}
