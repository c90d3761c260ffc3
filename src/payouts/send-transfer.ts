import assert from 'node:assert/strict'
import { hourMs, later } from '../kernel/clock.ts'
import type { BookingId } from '../kernel/ids.ts'
import { sameMoney } from '../kernel/money.ts'
import type { Result } from '../kernel/result.ts'
import { ok } from '../kernel/result.ts'
import { account } from '../ledger/accounts.ts'
import { post } from '../ledger/post.ts'
import type { SentTruth } from '../payments/connect-provider.ts'
import { facts } from '../payments/facts.ts'
import type { Refusal } from '../payments/provider.ts'
import { write } from '../platform/db.ts'
import { enqueue } from '../platform/enqueue.ts'
import { announce } from '../platform/outbox.ts'
import type { PayoutDeps } from './payout-deps.ts'
import { settleAt } from './plan-transfer.ts'
import type { Transfer } from './transfer.ts'
import { refusedPauseMs } from './transfer-policy.ts'
import { saveTransfer, selectTransfers } from './transfer-store.ts'

/** A provider remembers keys for a day: later it is asked whether it has done it. */
export const keyTrustMs = 20 * hourMs

/** Has the provider send the booking's pending transfer, and books it. Asked twice, or after a time-out, it is sent once. */
export async function sendTransfer(deps: PayoutDeps, bookingId: BookingId): Promise<void> {
  const pending = (await selectTransfers(deps.db, bookingId)).find(({ state }) => state === 'pending')
  if (!pending) return
  const sent = await ask(deps, pending)
  if (sent.ok) await book(deps, pending, sent.value)
  else await refuse(deps, pending, sent.error)
}

async function ask({ connect, clock }: PayoutDeps, transfer: Transfer): Promise<Result<SentTruth, Refusal>> {
  const { id: transferId, bookingId, accountId, amount, intentId } = transfer
  const isOld = clock.now() > later(transfer.createdAt, keyTrustMs)
  const known = isOld ? await connect.findTransfer({ transferId, bookingId }) : undefined
  return known ? ok(known) : connect.transfer({ transferId, bookingId, accountId, amount, intentId })
}

async function book(deps: PayoutDeps, transfer: Transfer, { providerId, amount: sent }: SentTruth): Promise<void> {
  const { id, bookingId, hostId, amount } = transfer
  assert(sameMoney(sent, amount), `the provider sends another amount for the transfer ${id}`)
  await write(deps.db, async (tx) => {
    if (!(await saveTransfer(tx, transfer, { state: 'sent', providerId }))) return
    const postings = [
      { debit: account.host(hostId), credit: account.provider, amount },
      { debit: account.outside, credit: account.connected(hostId), amount },
    ]
    await post(tx, deps, { fact: facts.transfer(id), reason: 'transfer', bookingId, postings })
    await announce(tx, deps, { type: 'transfer.sent', bookingId, hostId, transferId: id, amount })
  })
}

/** The money stays owed. The account is looked at, since that is the likeliest reason. */
async function refuse(deps: PayoutDeps, transfer: Transfer, { reason }: Refusal): Promise<void> {
  const { id, bookingId, hostId, amount } = transfer
  await write(deps.db, async (tx) => {
    if (!(await saveTransfer(tx, transfer, { state: 'refused', providerId: null }))) return
    await enqueue(tx, deps, { kind: 'payouts.check_account', payload: { hostId } })
    await settleAt(tx, deps, bookingId, later(deps.clock.now(), refusedPauseMs))
    await announce(tx, deps, { type: 'transfer.refused', bookingId, hostId, transferId: id, amount, reason })
  })
}
