import { ok, type Result } from '../../kernel/result.ts'
import { inTransaction, type Tx } from '../../platform/db.ts'
import { invalid, missing, type ApiError } from './api-errors.ts'
import { bookCharge } from './charge-card.ts'
import { chargeObject } from './charge-object.ts'
import { emitEvent, nobody, type Cause } from './emit-event.ts'
import { intentObject } from './intent-object.ts'
import type { ChargeRecord, IntentRecord } from './records.ts'
import type { SandboxDeps } from './sandbox-deps.ts'
import { lockRecord, saveRecord, selectRecord, type Locked } from './store.ts'

type Asked = { id: string; cause: Cause }
type Held = Readonly<{ intent: Locked<IntentRecord>; charge: Locked<ChargeRecord> }>

/** Takes the money that was set aside. */
export async function captureIntent(tx: Tx, deps: SandboxDeps, { id, cause }: Asked): Promise<Result<IntentRecord, ApiError>> {
  const held = await lockHeld(tx, id)
  if (!held.ok) return held
  if (isLapsed(held.value, deps)) return invalid('charge_expired_for_capture', 'The time to capture this payment_intent is over.')
  const { record: charge } = await saveRecord(tx, held.value.charge, { held: null })
  await bookCharge(tx, deps, charge)
  const { record } = await saveRecord(tx, held.value.intent, { status: 'succeeded', chargeId: charge.id })
  const session = await lockRecord(tx, 'checkout.session', record.sessionId)
  if (session) await saveRecord(tx, session, { unpaid: false })
  await emitEvent(tx, deps, { type: 'charge.captured', object: chargeObject(charge), cause })
  await emitEvent(tx, deps, { type: 'payment_intent.succeeded', object: intentObject(record, deps.config.origin()), cause })
  return ok(record)
}

/** Lets the money go again. */
export async function cancelIntent(
  tx: Tx,
  deps: SandboxDeps,
  { id, reason, cause }: Asked & { reason: string | null },
): Promise<Result<IntentRecord, ApiError>> {
  const held = await lockHeld(tx, id)
  return held.ok ? ok(await release(tx, deps, held.value, { reason, cause })) : held
}

/** By time. Does nothing before it, or when the money has been taken or let go already. */
export async function lapseDueIntent(deps: SandboxDeps, id: string): Promise<void> {
  const seen = await selectRecord(deps.db, 'payment_intent', id)
  if (seen?.status !== 'requires_capture') return
  await inTransaction(deps.db, async (tx) => {
    const held = await lockHeld(tx, id)
    if (held.ok && isLapsed(held.value, deps)) await release(tx, deps, held.value, { reason: 'automatic', cause: nobody })
    return ok()
  })
}

const isLapsed = ({ charge }: Held, { clock }: SandboxDeps) =>
  charge.record.held !== null && clock.now() >= charge.record.held.captureBefore

async function release(tx: Tx, deps: SandboxDeps, { intent, charge }: Held, { reason, cause }: { reason: string | null; cause: Cause }) {
  const { record: released } = await saveRecord(tx, charge, { amountRefunded: charge.record.amount })
  const ended = { status: 'canceled', canceledAt: deps.clock.now(), cancellationReason: reason } as const
  const { record } = await saveRecord(tx, intent, ended)
  await emitEvent(tx, deps, { type: 'charge.refunded', object: chargeObject(released), cause })
  await emitEvent(tx, deps, { type: 'payment_intent.canceled', object: intentObject(record, deps.config.origin()), cause })
  return record
}

/** Capturing, letting go and lapsing meet at the intent's lock: exactly one of them finds the money set aside. */
async function lockHeld(tx: Tx, id: string): Promise<Result<Held, ApiError>> {
  const intent = await lockRecord(tx, 'payment_intent', id)
  if (!intent) return missing('payment_intent', id, 'intent')
  const { status, chargeIds } = intent.record
  if (status !== 'requires_capture') {
    return invalid('payment_intent_unexpected_state', `This payment_intent cannot be captured or canceled here; its status is ${status}.`)
  }
  const charge = await lockRecord(tx, 'charge', chargeIds.at(-1) ?? '')
  if (!charge) throw new Error(`sandbox: the payment_intent ${id} has money set aside and no charge`)
  return ok({ intent, charge })
}
