import { dayMs, later } from '../../../kernel/clock.ts'
import { write } from '../../../platform/db.ts'
import { enqueue } from '../../../platform/enqueue.ts'
import { newObjectId, type SandboxDeps } from '../sandbox-deps.ts'
import { insertRecord, lockRecord, saveRecord } from '../store.ts'
import { emitConnectEvent } from './connect-events.ts'
import { changeBalance } from './create-transfer.ts'
import type { PayoutRecord } from './records.ts'
import { testBank } from './test-banks.ts'
import { payoutObject } from './transfer-object.ts'

/** How long a bank takes. */
const bankMs = dayMs

/** Sends all that an account has to its bank, by itself, as Stripe does every day. */
export async function payOut(deps: SandboxDeps, accountId: string): Promise<void> {
  await write(deps.db, async (tx) => {
    let account = await lockRecord(tx, 'account', accountId)
    if (!account || account.record.bankKey === null) return
    for (const [currency, amount] of Object.entries(account.record.balances)) {
      if (amount <= 0) continue
      const arrivesAt = later(deps.clock.now(), bankMs)
      const common = { id: newObjectId(deps.random, 'po_'), createdAt: deps.clock.now(), amount, currency, accountId, arrivesAt }
      const payout: PayoutRecord = { kind: 'payout', ...common, status: 'in_transit', failureCode: null }
      await insertRecord(tx, payout)
      account = await changeBalance(tx, account, currency, -amount)
      await emitConnectEvent(tx, deps, { type: 'payout.created', accountId, object: payoutObject(payout) })
      await enqueue(tx, deps, { kind: 'sandbox.end_payout', payload: { payoutId: payout.id }, runAt: arrivesAt })
    }
  })
}

/** The bank takes it, or sends it back. */
export async function endPayout(deps: SandboxDeps, payoutId: string): Promise<void> {
  await write(deps.db, async (tx) => {
    const payout = await lockRecord(tx, 'payout', payoutId)
    if (payout?.record.status !== 'in_transit') return
    const { accountId, currency, amount } = payout.record
    const account = await lockRecord(tx, 'account', accountId)
    const fails = testBank(account?.record.bankKey ?? null)?.fails === true
    const { record } = await saveRecord(
      tx,
      payout,
      fails ? { status: 'failed', failureCode: 'account_closed' } : { status: 'paid', failureCode: null },
    )
    if (fails && account) await changeBalance(tx, account, currency, amount)
    await emitConnectEvent(tx, deps, { type: `payout.${record.status}`, accountId, object: payoutObject(record) })
  })
}
