import { later, secondMs } from '../../kernel/clock.ts'
import { ok, type Result } from '../../kernel/result.ts'
import { inTransaction, type Tx } from '../../platform/db.ts'
import { enqueue } from '../../platform/enqueue.ts'
import { invalid, missing, type ApiError } from './api-errors.ts'
import type { RefundParams } from './api-params.ts'
import { moveBalance } from './balance.ts'
import { testCard } from './cards.ts'
import { chargeObject } from './charge-object.ts'
import { emitEvent, nobody, type Cause } from './emit-event.ts'
import type { ChargeRecord, RefundRecord } from './records.ts'
import { refundObject } from './refund-object.ts'
import { newObjectId, type SandboxDeps } from './sandbox-deps.ts'
import { insertRecord, lockRecord, saveRecord, selectRecord, type Locked } from './store.ts'

/** How long the slow banks among the test cards take. */
const slowBankMs = 10 * secondMs

type Asked = { params: RefundParams; cause: Cause }

export async function createRefund(tx: Tx, deps: SandboxDeps, { params, cause }: Asked): Promise<Result<RefundRecord, ApiError>> {
  const found = await paidCharge(tx, params)
  if (!found.ok) return found
  const charge = found.value
  if (charge.record.disputed) return invalid('charge_disputed', `The charge ${charge.record.id} is disputed: its money is with the bank.`)
  const left = charge.record.amount - charge.record.amountRefunded
  if (left === 0) return invalid('charge_already_refunded', `The charge ${charge.record.id} has gone back in full.`)
  const amount = params.amount ?? left
  if (amount > left) return invalid('amount_too_large', `Only ${left} of the charge ${charge.record.id} is left.`, 'amount')
  const refund = newRefund(deps, charge.record, { ...params, amount })
  await insertRecord(tx, refund)
  await moveBalance(tx, deps, { type: 'refund', amount: -amount, currency: refund.currency, sourceId: refund.id })
  const { record: refunded } = await saveRecord(tx, charge, { amountRefunded: charge.record.amountRefunded + amount })
  await emitEvent(tx, deps, { type: 'refund.created', object: refundObject(refund), cause })
  await emitEvent(tx, deps, { type: 'charge.refunded', object: chargeObject(refunded), cause })
  if (refund.ending) {
    const runAt = later(deps.clock.now(), slowBankMs)
    await enqueue(tx, deps, { kind: 'sandbox.end_refund', payload: { refundId: refund.id }, runAt })
  }
  return ok(refund)
}

/** A slow bank's answer. */
export async function endRefund(deps: SandboxDeps, id: string): Promise<void> {
  await inTransaction(deps.db, async (tx) => {
    const refund = await lockRecord(tx, 'refund', id)
    if (!refund || refund.record.ending === null) return ok()
    const { record } = await saveRecord(tx, refund, { status: refund.record.ending, ending: null })
    const charge = record.status === 'failed' ? await lockRecord(tx, 'charge', record.chargeId) : undefined
    if (charge) {
      await saveRecord(tx, charge, { amountRefunded: charge.record.amountRefunded - record.amount })
      const { amount, currency } = record
      await moveBalance(tx, deps, { type: 'refund_failure', amount, currency, sourceId: id }, true)
    }
    const types = record.status === 'failed' ? ['refund.updated', 'refund.failed'] : ['refund.updated']
    for (const type of types) await emitEvent(tx, deps, { type, object: refundObject(record), cause: nobody })
    return ok()
  })
}

/** Locked, so that two refunds never send back more than was paid. */
async function paidCharge(tx: Tx, { payment_intent: intentId, charge }: RefundParams): Promise<Result<Locked<ChargeRecord>, ApiError>> {
  if ((intentId === undefined) === (charge === undefined)) {
    return invalid('parameter_missing', 'Name the payment_intent or the charge, one of the two.', 'payment_intent')
  }
  const intent = intentId === undefined ? undefined : await selectRecord(tx, 'payment_intent', intentId)
  if (intentId !== undefined && !intent) return missing('payment_intent', intentId, 'payment_intent')
  const chargeId = charge ?? intent?.chargeId
  if (!chargeId) return invalid('charge_not_paid', 'This payment_intent has no successful charge.', 'payment_intent')
  const locked = await lockRecord(tx, 'charge', chargeId)
  if (!locked) return missing('charge', chargeId, 'charge')
  return locked.record.status === 'succeeded' && !locked.record.held
    ? ok(locked)
    : invalid('charge_not_paid', 'This charge has not been paid.', 'charge')
}

const firstAnswers = {
  succeeds: { status: 'succeeded', ending: null },
  takes_a_while: { status: 'pending', ending: 'succeeded' },
  fails_later: { status: 'succeeded', ending: 'failed' },
} as const

const newRefund = ({ random, clock }: SandboxDeps, charge: ChargeRecord, params: RefundParams & { amount: number }): RefundRecord => ({
  kind: 'refund',
  id: newObjectId(random, 're_'),
  createdAt: clock.now(),
  ...firstAnswers[testCard(charge.cardKey)?.refund ?? 'succeeds'],
  amount: params.amount,
  currency: charge.currency,
  intentId: charge.intentId,
  chargeId: charge.id,
  reason: params.reason ?? null,
  metadata: params.metadata,
})
