import { dayMs, later } from '../../kernel/clock.ts'
import { ok, type Result } from '../../kernel/result.ts'
import { inTransaction } from '../../platform/db.ts'
import { invalid, missing, type ApiError } from './api-errors.ts'
import { disputeFee, inSteps, moveBalance } from './balance.ts'
import { chargeObject } from './charge-object.ts'
import { disputeObject } from './dispute-object.ts'
import { emitEvent, nobody } from './emit-event.ts'
import type { DisputeRecord } from './records.ts'
import { newObjectId, type SandboxDeps } from './sandbox-deps.ts'
import { insertRecord, lockRecord, saveRecord } from './store.ts'

export const disputeReasons = ['fraudulent', 'product_not_received', 'duplicate', 'general'] as const
export type DisputeReason = (typeof disputeReasons)[number]

const answerMsMax = 14 * dayMs

/** The card holder's bank takes back what is left of a charge: the money and a fee leave the balance at once. A charge is disputed once. */
export function disputeCharge(
  deps: SandboxDeps,
  { chargeId, reason }: { chargeId: string; reason: DisputeReason },
): Promise<Result<DisputeRecord, ApiError>> {
  return inTransaction(deps.db, async (tx) => {
    const charge = await lockRecord(tx, 'charge', chargeId)
    if (!charge) return missing('charge', chargeId, 'charge')
    const { status, held, disputed, amount, amountRefunded, currency, intentId } = charge.record
    if (disputed) return invalid('charge_disputed', `The charge ${chargeId} is disputed already.`, 'charge')
    const left = amount - amountRefunded
    if (status !== 'succeeded' || held || left === 0)
      return invalid('charge_not_paid', 'There is nothing to take back of this charge.', 'charge')
    const id = newObjectId(deps.random, 'dp_')
    const fee = inSteps(disputeFee, currency)
    const movement = await moveBalance(tx, deps, { type: 'adjustment', amount: -left, fee, currency, sourceId: id })
    const facts = { amount: left, currency, chargeId, intentId, reason, dueBy: later(deps.clock.now(), answerMsMax), movements: [movement] }
    const dispute: DisputeRecord = { kind: 'dispute', id, createdAt: deps.clock.now(), status: 'needs_response', ...facts }
    await insertRecord(tx, dispute)
    const { record: disputedCharge } = await saveRecord(tx, charge, { disputed: true })
    const object = disputeObject(dispute, deps.clock.now())
    await emitEvent(tx, deps, { type: 'charge.updated', object: chargeObject(disputedCharge), cause: nobody })
    for (const type of ['charge.dispute.created', 'charge.dispute.funds_withdrawn'])
      await emitEvent(tx, deps, { type, object, cause: nobody })
    return ok(dispute)
  })
}

/** The bank has decided. Won: the money comes back, the fee does not. */
export function decideDispute(
  deps: SandboxDeps,
  { disputeId, outcome }: { disputeId: string; outcome: 'won' | 'lost' },
): Promise<Result<DisputeRecord, ApiError>> {
  return inTransaction(deps.db, async (tx) => {
    const dispute = await lockRecord(tx, 'dispute', disputeId)
    if (!dispute) return missing('dispute', disputeId)
    const { status, amount, currency, movements } = dispute.record
    if (status !== 'needs_response') return invalid('dispute_decided', `The dispute ${disputeId} is decided: ${status}.`)
    const back = outcome === 'won' ? [await moveBalance(tx, deps, { type: 'adjustment', amount, currency, sourceId: disputeId }, true)] : []
    const { record } = await saveRecord(tx, dispute, { status: outcome, movements: [...movements, ...back] })
    const object = disputeObject(record, deps.clock.now())
    const types = outcome === 'won' ? ['charge.dispute.funds_reinstated', 'charge.dispute.closed'] : ['charge.dispute.closed']
    for (const type of types) await emitEvent(tx, deps, { type, object, cause: nobody })
    return ok(record)
  })
}
