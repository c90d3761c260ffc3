import assert from 'node:assert/strict'
import type { HostId } from '../kernel/ids.ts'
import { sameMoney } from '../kernel/money.ts'
import { account } from '../ledger/accounts.ts'
import { post, reversed } from '../ledger/post.ts'
import type { BankPayoutState, BankPayoutTruth } from '../payments/connect-provider.ts'
import { write, type Tx } from '../platform/db.ts'
import type { Deps, TxDeps } from '../platform/deps.ts'
import { announce } from '../platform/outbox.ts'
import { lockHost } from './account-store.ts'
import { insertBankPayout, saveBankPayout, selectBankPayout, type BankPayout } from './bank-payout-store.ts'

const hasComeBack = (state: BankPayoutState) => state === 'failed' || state === 'cancelled'

/**
 * Writes down what the provider has sent on to a host's bank, and what came back from there. Late and repeated news change
 * nothing: what has come back is over.
 */
export async function recordBankPayout(deps: Pick<Deps, 'db' | 'clock' | 'ids'>, hostId: HostId, truth: BankPayoutTruth): Promise<void> {
  if (isNothingNew(await selectBankPayout(deps.db, truth.providerId), hostId, truth)) return
  await write(deps.db, async (tx) => {
    await lockHost(tx, hostId, deps.clock.now())
    const known = await selectBankPayout(tx, truth.providerId)
    if (isNothingNew(known, hostId, truth)) return
    if (known) await saveBankPayout(tx, known, truth)
    else await insertBankPayout(tx, hostId, truth)
    await book(tx, deps, hostId, truth)
  })
}

function isNothingNew(known: BankPayout | undefined, hostId: HostId, { providerId, amount, state, arrivesAt }: BankPayoutTruth): boolean {
  if (!known) return false
  assert(sameMoney(known.amount, amount) && known.hostId === hostId, `the payout ${providerId} has become another`)
  return hasComeBack(known.state) || (known.state === state && known.arrivesAt === arrivesAt)
}

async function book(tx: Tx, deps: TxDeps, hostId: HostId, { providerId, amount, state, failure }: BankPayoutTruth): Promise<void> {
  const postings = [{ debit: account.connected(hostId), credit: account.outside, amount }]
  // The same fact again changes nothing.
  await post(tx, deps, { fact: `bank-payout:${providerId}`, reason: 'bank_payout', postings })
  if (!hasComeBack(state)) return
  await post(tx, deps, { fact: `bank-payout-back:${providerId}`, reason: 'bank_payout_back', postings: reversed(postings) })
  if (state === 'failed') await announce(tx, deps, { type: 'bank_payout.failed', hostId, amount, reason: failure })
}
