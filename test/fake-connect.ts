import { dayMs, instant, later, type Instant } from '../src/kernel/clock.ts'
import type { Money } from '../src/kernel/money.ts'
import { err, ok } from '../src/kernel/result.ts'
import type { AccountTruth, BankPayoutTruth, ConnectProvider, SentTruth } from '../src/payments/connect-provider.ts'
import { ProviderUnavailable } from '../src/payments/provider.ts'

/** The part of a provider that pays hosts, in memory, for tests of what happens around it. Its API is proven against the sandbox. */
export type FakeConnect = ConnectProvider & {
  /** What an account has had, less what was taken back out of it. */
  inAccount(accountId: string): number
  /** How much an account can give back; all that it has, unless said. */
  leave(accountId: string, minor: number): void
  set(accountId: string, truth: Partial<AccountTruth>): void
  payOut(accountId: string, payout: Partial<BankPayoutTruth> & { amount: Money }): BankPayoutTruth
  /** Until it is called again with false, every call times out, after its effect or before. */
  goDown(how: 'before_effect' | 'after_effect' | false): void
  /** Idempotency keys are forgotten, as a provider does after a day. */
  forgetKeys(): void
  refuseTransfers(isRefusing: boolean): void
  /** How often it was asked to move money. */
  calls(): number
}

type Sent = SentTruth & { key: string; group: string; accountId: string }

export function newFakeConnect(now: () => Instant = () => instant('2027-01-01T00:00:00Z')): FakeConnect {
  const accounts = new Map<string, AccountTruth>()
  const transfers: Sent[] = []
  const reversals: Sent[] = []
  const payouts: (BankPayoutTruth & { accountId: string })[] = []
  const left = new Map<string, number>()
  const keys = new Map<string, SentTruth>()
  let [down, refusing, calls]: ['before_effect' | 'after_effect' | false, boolean, number] = [false, false, 0]

  async function answered<T>(effect: () => T): Promise<T> {
    if (down === 'before_effect') throw new ProviderUnavailable('timed out')
    const answer = effect()
    if (down === 'after_effect') throw new ProviderUnavailable('timed out')
    return answer
  }
  const once = (list: Sent[], sent: Sent): SentTruth => {
    const known = keys.get(sent.key)
    if (known) return known
    keys.set(sent.key, sent)
    list.push(sent)
    return sent
  }
  const sum = (list: readonly Sent[], accountId: string) =>
    list.filter((sent) => sent.accountId === accountId).reduce((total, { amount }) => total + amount.minor, 0)
  const inAccount = (accountId: string) => sum(transfers, accountId) - sum(reversals, accountId)
  return {
    openAccount: ({ hostId }) =>
      answered(() => {
        const accountId = `acct_${hostId}`
        const truth: AccountTruth = accounts.get(accountId) ?? {
          accountId,
          standing: 'needed',
          requirements: [{ topic: 'bank', waitsFor: 'host', isWrong: false, isOverdue: false }],
        }
        accounts.set(accountId, truth)
        return ok(truth)
      }),
    readAccount: (id) =>
      answered(() => {
        const found = accounts.get(id)
        if (!found) throw new Error(`no account ${id}`)
        return found
      }),
    linkToPage: ({ accountId }) => answered(() => ok({ url: `https://connect.test/${accountId}` })),
    transfer: ({ transferId, bookingId, accountId, amount }) =>
      answered(() => {
        calls += 1
        if (refusing) return err({ code: 'refused' as const, reason: 'balance_insufficient' })
        const providerId = `tr_${transferId}_${transfers.length}`
        return ok(once(transfers, { key: transferId, group: bookingId, providerId, accountId, amount }))
      }),
    findTransfer: ({ transferId }) => answered(() => transfers.find(({ key }) => key === transferId)),
    reverse: ({ reversalId, transferProviderId, amount }) =>
      answered(() => {
        calls += 1
        const source = transfers.find(({ providerId }) => providerId === transferProviderId)
        if (!source) throw new Error(`no transfer ${transferProviderId}`)
        const { accountId } = source
        if (!keys.has(reversalId) && amount.minor > (left.get(accountId) ?? inAccount(accountId))) {
          return err({ code: 'refused' as const, reason: 'balance_insufficient' })
        }
        const providerId = `trr_${reversalId}_${reversals.length}`
        return ok(once(reversals, { key: reversalId, group: transferProviderId, providerId, accountId, amount }))
      }),
    findReversal: ({ reversalId }) => answered(() => reversals.find(({ key }) => key === reversalId)),
    readBankPayout: (_, providerId) =>
      answered(() => {
        const found = payouts.find((payout) => payout.providerId === providerId)
        if (!found) throw new Error(`no payout ${providerId}`)
        return found
      }),
    recentBankPayouts: (accountId) => answered(() => payouts.filter((payout) => payout.accountId === accountId)),
    readConnectEvent: () => err({ code: 'bad_signature' }),
    inAccount,
    leave: (accountId, minor) => left.set(accountId, minor),
    set: (accountId, truth) => {
      const known = accounts.get(accountId)
      if (!known) throw new Error(`no account ${accountId}`)
      accounts.set(accountId, { ...known, ...truth })
    },
    payOut: (accountId, payout) => {
      const times = { createdAt: now(), arrivesAt: later(now(), dayMs) }
      const made = { providerId: `po_${payouts.length}`, state: 'in_transit' as const, failure: null, accountId, ...times, ...payout }
      const known = payouts.findIndex(({ providerId }) => providerId === made.providerId)
      if (known === -1) payouts.push(made)
      else payouts[known] = made
      return made
    },
    goDown: (how) => {
      down = how
    },
    forgetKeys: () => keys.clear(),
    refuseTransfers: (isRefusing) => {
      refusing = isRefusing
    },
    calls: () => calls,
  }
}
