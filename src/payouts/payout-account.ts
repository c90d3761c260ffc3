import type { Instant } from '../kernel/clock.ts'
import type { HostId } from '../kernel/ids.ts'
import type { AccountTruth, Requirement, Standing } from '../payments/connect-provider.ts'

/** Where a host's money goes. `none`: the provider has made no account for them yet. */
export type PayoutAccount = Readonly<{
  hostId: HostId
  accountId: string | null
  /** As the host said when the account was asked for; two letters. */
  country: string | null
  standing: Standing | 'none'
  requirements: readonly Requirement[]
  checkedAt: Instant | null
  version: number
}>

export type Truth = Pick<AccountTruth, 'accountId' | 'standing' | 'requirements'>

/** An account that money may be sent to. */
export const isReady = (account: PayoutAccount): account is PayoutAccount & { accountId: string } =>
  account.standing === 'ready' && account.accountId !== null
