import { hourMs, later, minuteMs } from '../kernel/clock.ts'
import type { HostId } from '../kernel/ids.ts'
import { write } from '../platform/db.ts'
import { newLoop, type Loop } from '../platform/loop.ts'
import type { Log } from '../platform/telemetry.ts'
import { askOne, endRound, newRound } from '../payments/poll-round.ts'
import { selectUnchecked } from './account-store.ts'
import { checkAccount, settleWaiting } from './check-account.ts'
import { isReady, type PayoutAccount } from './payout-account.ts'
import type { PayoutDeps } from './payout-deps.ts'
import { recordBankPayout } from './record-bank-payout.ts'

/** A webhook takes a moment. An account is asked about this long after it was last heard of, whatever it was. */
const quietMs = hourMs
const pollMs = 10 * minuteMs
const pageMax = 50

export type AccountPoller = Pick<Loop, 'start' | 'stop'> & {
  /** Asks about every account that was not heard of lately. @returns how many were asked about. */
  runOnce(): Promise<number>
}

/** Finds out what webhooks should have told and did not: what the provider wants to know, and what went to the bank. */
export function newAccountPoller(deps: PayoutDeps, log: Log): AccountPoller {
  const runOnce = async () => {
    const checkedBefore = later(deps.clock.now(), -quietMs)
    const round = newRound(log)
    for (let after: HostId | null = null; ;) {
      const page: PayoutAccount[] = await selectUnchecked(deps.db, { checkedBefore, after, limit: pageMax })
      for (const account of page) await askOne(round, { hostId: account.hostId }, () => checkOne(deps, account))
      after = page.at(-1)?.hostId ?? null
      if (page.length < pageMax) return endRound(round)
    }
  }
  const step = async () => {
    await runOnce()
    return false
  }
  const { start, stop } = newLoop({ name: 'payouts.poll', step, pollMs, log })
  return { start, stop, runOnce }
}

async function checkOne(deps: PayoutDeps, { hostId, accountId }: PayoutAccount): Promise<void> {
  if (accountId === null) return
  for (const payout of await deps.connect.recentBankPayouts(accountId)) await recordBankPayout(deps, hostId, payout)
  const account = await checkAccount(deps, { hostId })
  if (account && isReady(account)) await write(deps.db, (tx) => settleWaiting(tx, deps, hostId))
}
