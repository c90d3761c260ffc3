import { z } from 'zod'
import { dayMs, later } from '../../../kernel/clock.ts'
import { ok, type Result } from '../../../kernel/result.ts'
import type { Tx } from '../../../platform/db.ts'
import { enqueue } from '../../../platform/enqueue.ts'
import { invalid, missing, type ApiError } from '../api-errors.ts'
import { metadata, objectId, whole } from '../api-params.ts'
import { moveBalance } from '../balance.ts'
import { emitEvent, type Cause } from '../emit-event.ts'
import { newObjectId, type SandboxDeps } from '../sandbox-deps.ts'
import { insertRecord, lockRecord, saveRecord, selectPage, type Locked } from '../store.ts'
import { askForMore } from './accounts.ts'
import type { AccountRecord, TransferRecord } from './records.ts'
import { reversedOf, transferObject } from './transfer-object.ts'

/** Until a bank is paid what has come in. */
const untilPayoutMs = dayMs

export const transferParams = z.strictObject({
  amount: whole.refine((amount) => amount > 0, 'must be positive'),
  currency: z.string().regex(/^[a-z]{3}$/, 'three small letters'),
  destination: objectId,
  source_transaction: objectId.optional(),
  transfer_group: z.string().max(200).optional(),
  description: z.string().max(1000).optional(),
  metadata,
})
type TransferParams = z.output<typeof transferParams>
type Asked = { params: TransferParams; cause: Cause }

/** From the market's balance into an account, which must have told all that was asked of it. */
export async function createTransfer(tx: Tx, deps: SandboxDeps, { params, cause }: Asked): Promise<Result<TransferRecord, ApiError>> {
  const account = await lockRecord(tx, 'account', params.destination)
  if (!account) return missing('account', params.destination, 'destination')
  if (account.record.transfers !== 'active') {
    return invalid('insufficient_capabilities_for_transfer', 'This account may not be sent money yet.', 'destination')
  }
  const source = await checkSource(tx, deps, params)
  if (!source.ok) return source
  const transfer: TransferRecord = {
    kind: 'transfer',
    id: newObjectId(deps.random, 'tr_'),
    createdAt: deps.clock.now(),
    amount: params.amount,
    currency: params.currency,
    accountId: params.destination,
    chargeId: params.source_transaction ?? null,
    transferGroup: params.transfer_group ?? null,
    metadata: params.metadata,
    reversals: [],
  }
  await insertRecord(tx, transfer)
  await moveBalance(tx, deps, { type: 'transfer', amount: -params.amount, currency: params.currency, sourceId: transfer.id })
  await changeBalance(tx, account, params.currency, params.amount)
  const runAt = later(deps.clock.now(), untilPayoutMs)
  await enqueue(tx, deps, { kind: 'sandbox.pay_out', payload: { accountId: params.destination }, runAt })
  await emitEvent(tx, deps, { type: 'transfer.created', object: transferObject(transfer), cause })
  if (account.record.asksLater) await askForMore(tx, deps, params.destination)
  return ok(transfer)
}

/** A charge gives no more than it has brought. */
async function checkSource(
  tx: Tx,
  deps: SandboxDeps,
  { source_transaction: id, amount, currency }: TransferParams,
): Promise<Result<undefined, ApiError>> {
  if (id === undefined) return ok()
  const charge = await lockRecord(tx, 'charge', id)
  if (charge?.record.status !== 'succeeded') return missing('charge', id, 'source_transaction')
  if (charge.record.currency !== currency) return invalid('parameter_invalid', "Not the charge's currency.", 'currency')
  const all = await selectPage(tx, {
    kind: 'transfer',
    from: { newerThan: { createdAt: charge.record.createdAt, id: '' } },
    createdFrom: null,
    createdUntil: null,
    limit: transfersMax,
  })
  const gone = all.filter(({ chargeId }) => chargeId === id).reduce((sum, transfer) => sum + transfer.amount - reversedOf(transfer), 0)
  if (gone + amount > charge.record.amount)
    return invalid('balance_insufficient', `Only ${charge.record.amount - gone} of the charge is left.`)
  return ok()
}

const transfersMax = 10_000

/** What an account has is never below zero. */
export async function changeBalance(tx: Tx, account: Locked<AccountRecord>, currency: string, by: number): Promise<Locked<AccountRecord>> {
  const { balances } = account.record
  return saveRecord(tx, account, { balances: { ...balances, [currency]: (balances[currency] ?? 0) + by } })
}
