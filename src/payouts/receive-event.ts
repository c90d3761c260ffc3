import { dayMs } from '../kernel/clock.ts'
import { ok, type Result } from '../kernel/result.ts'
import type { ConnectSubject } from '../payments/connect-provider.ts'
import type { EventRefusal } from '../payments/provider.ts'
import { write } from '../platform/db.ts'
import { enqueue } from '../platform/enqueue.ts'
import type { SweepRule } from '../platform/sweep.ts'
import { selectAccountBy } from './account-store.ts'
import { checkAccount } from './check-account.ts'
import { deleteEventsBefore, insertEvent, markEventHandled } from './event-store.ts'
import type { PayoutDeps } from './payout-deps.ts'
import { recordBankPayout } from './record-bank-payout.ts'

/** Takes a webhook about a host's account: checks its signature on the bytes as they came, then stores it with the job that looks into it. */
export async function receiveEvent(
  { db, clock, ids, connect }: PayoutDeps,
  { body, signature }: { body: Buffer; signature: string },
): Promise<Result<'stored' | 'known', EventRefusal>> {
  const receivedAt = clock.now()
  const read = connect.readConnectEvent(body, signature, receivedAt)
  if (!read.ok) return read
  const { id, type, subject } = read.value
  const receipt = await write(db, async (tx) => {
    if (!(await insertEvent(tx, { id, type, body: body.toString('utf8'), receivedAt }))) return 'known'
    await enqueue(tx, { clock, ids }, { kind: 'payouts.event', payload: { eventId: id, subject } })
    return 'stored'
  })
  return ok(receipt)
}

/** Asks the provider how things are now, so that late, repeated and disordered webhooks all lead to the same. Accounts that are not ours are left alone. */
export async function handleEvent(
  deps: PayoutDeps,
  { eventId, subject }: { eventId: string; subject: ConnectSubject | null },
): Promise<void> {
  const account = subject && (await selectAccountBy(deps.db, subject.accountId))
  if (account && subject.kind === 'account') await checkAccount(deps, account)
  if (account && subject.kind === 'bank_payout') {
    await recordBankPayout(deps, account.hostId, await deps.connect.readBankPayout(subject.accountId, subject.providerId))
  }
  await write(deps.db, (tx) => markEventHandled(tx, eventId, deps.clock.now()))
}

/** Their bodies may name the host; a provider repeats them for days at most. */
export const sweepConnectEvents: SweepRule = { ageMsMax: 30 * dayMs, deleteBefore: deleteEventsBefore }
