import assert from 'node:assert/strict'
import { later } from '../kernel/clock.ts'
import type { BookingId } from '../kernel/ids.ts'
import { sameMoney } from '../kernel/money.ts'
import { ok, type Result } from '../kernel/result.ts'
import { account } from '../ledger/accounts.ts'
import { post } from '../ledger/post.ts'
import type { SentTruth } from '../payments/connect-provider.ts'
import { facts } from '../payments/facts.ts'
import type { Refusal } from '../payments/provider.ts'
import { write } from '../platform/db.ts'
import { announce } from '../platform/outbox.ts'
import { carry } from './decide-transfer.ts'
import type { PayoutDeps } from './payout-deps.ts'
import { keyTrustMs } from './send-transfer.ts'
import type { Reversal } from './transfer.ts'
import { saveReversal, selectReversals, selectTransfers } from './transfer-store.ts'

/** Has the provider take the booking's pending reversal out of the host's account, and books it; or carries what is not there any more. */
export async function sendReversal(deps: PayoutDeps, bookingId: BookingId): Promise<void> {
  const pending = (await selectReversals(deps.db, bookingId)).find(({ state }) => state === 'pending')
  if (!pending) return
  const source = (await selectTransfers(deps.db, bookingId)).find(({ id }) => id === pending.transferId)
  assert(source?.providerId, `the reversal ${pending.id} is of a transfer that was never sent`)
  const taken = await ask(deps, pending, source.providerId)
  if (taken.ok) await book(deps, pending, taken.value)
  else await carryInstead(deps, pending)
}

async function ask({ connect, clock }: PayoutDeps, reversal: Reversal, transferProviderId: string): Promise<Result<SentTruth, Refusal>> {
  const { id: reversalId, amount } = reversal
  const isOld = clock.now() > later(reversal.createdAt, keyTrustMs)
  const known = isOld ? await connect.findReversal({ reversalId, transferProviderId }) : undefined
  return known ? ok(known) : connect.reverse({ reversalId, transferProviderId, amount })
}

async function book(deps: PayoutDeps, reversal: Reversal, { providerId, amount: taken }: SentTruth): Promise<void> {
  const { id, bookingId, hostId, amount } = reversal
  assert(sameMoney(taken, amount), `the provider takes back another amount for the reversal ${id}`)
  await write(deps.db, async (tx) => {
    if (!(await saveReversal(tx, reversal, { state: 'sent', providerId }))) return
    const postings = [
      { debit: account.provider, credit: account.host(hostId), amount },
      { debit: account.connected(hostId), credit: account.outside, amount },
    ]
    await post(tx, deps, { fact: facts.reversal(id), reason: 'reversal', bookingId, postings })
    await announce(tx, deps, { type: 'transfer.reversed', bookingId, hostId, reversalId: id, amount })
  })
}

async function carryInstead(deps: PayoutDeps, reversal: Reversal): Promise<void> {
  const { id, bookingId, hostId, amount } = reversal
  await write(deps.db, async (tx) => {
    if (!(await saveReversal(tx, reversal, { state: 'refused', providerId: null }))) return
    await carry(tx, deps, { bookingId, hostId, amount, because: id })
    await announce(tx, deps, { type: 'transfer.carried', bookingId, hostId, reversalId: id, amount })
  })
}
