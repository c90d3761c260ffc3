import { z } from 'zod'
import { ok, type Result } from '../../../kernel/result.ts'
import type { Db, Tx } from '../../../platform/db.ts'
import { invalid, missing, type ApiError } from '../api-errors.ts'
import { metadata, whole } from '../api-params.ts'
import { moveBalance } from '../balance.ts'
import { emitEvent, type Cause } from '../emit-event.ts'
import { newObjectId, type SandboxDeps } from '../sandbox-deps.ts'
import { insertRecord, lockRecord, saveRecord, selectRecord } from '../store.ts'
import { changeBalance } from './create-transfer.ts'
import { reversalObject, reversedOf, transferObject } from './transfer-object.ts'

export const reversalParams = z.strictObject({
  amount: whole.refine((amount) => amount > 0, 'must be positive'),
  description: z.string().max(1000).optional(),
  metadata,
})
type Asked = { transferId: string; params: z.output<typeof reversalParams>; cause: Cause }

/** Back out of the account that it went to, as long as it is there still. */
export async function reverseTransfer(tx: Tx, deps: SandboxDeps, { transferId, params, cause }: Asked): Promise<Result<object, ApiError>> {
  const transfer = await lockRecord(tx, 'transfer', transferId)
  if (!transfer) return missing('transfer', transferId)
  const { amount } = params
  const { currency, accountId } = transfer.record
  if (reversedOf(transfer.record) + amount > transfer.record.amount) {
    return invalid('transfer_reversal_amount_too_large', 'More than is left of the transfer.', 'amount')
  }
  const account = await lockRecord(tx, 'account', accountId)
  if (!account) return missing('account', accountId)
  if ((account.record.balances[currency] ?? 0) < amount) return invalid('balance_insufficient', 'The account has too little.', 'amount')
  const reversal = { id: newObjectId(deps.random, 'trr_'), createdAt: deps.clock.now(), amount, metadata: params.metadata }
  const { record } = await saveRecord(tx, transfer, { reversals: [...transfer.record.reversals, reversal] })
  await insertRecord(tx, { kind: 'transfer_reversal', id: reversal.id, createdAt: reversal.createdAt, transferId })
  await changeBalance(tx, account, currency, -amount)
  await moveBalance(tx, deps, { type: 'transfer_refund', amount, currency, sourceId: reversal.id })
  await emitEvent(tx, deps, { type: 'transfer.reversed', object: transferObject(record), cause })
  return ok(reversalObject(record, reversal))
}

/** A reversal by its name alone, as balance transactions know it. */
export async function findReversal(db: Db, id: string): Promise<object | undefined> {
  const record = await selectRecord(db, 'transfer_reversal', id)
  const transfer = record && (await selectRecord(db, 'transfer', record.transferId))
  const reversal = transfer?.reversals.find((each) => each.id === id)
  return transfer && reversal && reversalObject(transfer, reversal)
}
