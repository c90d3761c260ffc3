import type { HostId } from '../kernel/ids.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { ProviderUnavailable } from '../payments/provider.ts'
import { write, type Tx } from '../platform/db.ts'
import { lockHost, saveAccount, selectAccount } from './account-store.ts'
import { recordAccount } from './check-account.ts'
import type { PayoutDeps } from './payout-deps.ts'

export type ConnectRequest = Readonly<{
  host: { hostId: HostId; name: string; email: string }
  /** Two letters. Asked for once: an account stays in its country. */
  country: string | undefined
  /** Where the host's browser comes back to. */
  returnUrl: string
  leaveUrl: string
}>

export type ConnectError = { code: 'country_missing' } | { code: 'provider_refuses'; reason: string } | { code: 'provider_unavailable' }

/** Leads a host to the provider's page that asks what it must know before money can go to them; again, when it wants to know more. */
export async function connectAccount(deps: PayoutDeps, request: ConnectRequest): Promise<Result<{ url: string }, ConnectError>> {
  try {
    const accountId = await accountFor(deps, request)
    if (!accountId.ok) return accountId
    const { returnUrl, leaveUrl } = request
    const link = await deps.connect.linkToPage({ accountId: accountId.value, returnUrl, leaveUrl })
    return link.ok ? link : err({ code: 'provider_refuses', reason: link.error.reason })
  } catch (error) {
    if (error instanceof ProviderUnavailable) return err({ code: 'provider_unavailable' })
    throw error
  }
}

/** The country is kept before the provider is asked, so that asking again asks for the same account. */
async function accountFor(deps: PayoutDeps, { host, country }: ConnectRequest): Promise<Result<string, ConnectError>> {
  const known = await selectAccount(deps.db, host.hostId)
  if (known?.accountId) return ok(known.accountId)
  const chosen = known?.country ?? country
  if (chosen === undefined) return err({ code: 'country_missing' })
  const asked = await write(deps.db, async (tx) => {
    await lockHost(tx, host.hostId, deps.clock.now())
    const current = await selectAccount(tx, host.hostId)
    if (!current) throw new Error(`the host ${host.hostId} has no row to lock`)
    const kept = current.country ?? chosen
    await saveAccount(tx, current, { country: kept })
    return kept
  })
  const opened = await deps.connect.openAccount({ ...host, country: asked })
  if (!opened.ok) {
    await write(deps.db, (tx) => forgetCountry(tx, deps, host.hostId))
    return err({ code: 'provider_refuses', reason: opened.error.reason })
  }
  await write(deps.db, (tx) => recordAccount(tx, deps, host.hostId, opened.value))
  return ok(opened.value.accountId)
}

/** The provider does not serve that country, say: another may be chosen. */
async function forgetCountry(tx: Tx, { clock }: Pick<PayoutDeps, 'clock'>, hostId: HostId): Promise<void> {
  await lockHost(tx, hostId, clock.now())
  const current = await selectAccount(tx, hostId)
  if (current && current.accountId === null) await saveAccount(tx, current, { country: null })
}
