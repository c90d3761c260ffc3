import { ok, type Result } from '../../kernel/result.ts'
import { inTransaction, type Tx } from '../../platform/db.ts'
import { invalid, missing, type ApiError } from './api-errors.ts'
import { emitEvent, nobody, type Cause } from './emit-event.ts'
import { intentObject } from './intent-object.ts'
import type { SessionRecord } from './records.ts'
import type { SandboxDeps } from './sandbox-deps.ts'
import { sessionObject } from './session-object.ts'
import { lockRecord, saveRecord, selectRecord, type Locked } from './store.ts'

/** On request: only what is still open can be expired. */
export async function expireSession(
  tx: Tx,
  deps: SandboxDeps,
  { id, cause }: { id: string; cause: Cause },
): Promise<Result<SessionRecord, ApiError>> {
  const session = await lockRecord(tx, 'checkout.session', id)
  if (!session) return missing('checkout session', id, 'session')
  const { status } = session.record
  if (status !== 'open') return invalid('parameter_invalid', `Only an open session can be expired; this one is ${status}.`, 'session')
  return ok(await expireLocked(tx, deps, session, cause))
}

/** By time. Does nothing before it, or when the session has ended already. */
export async function expireDueSession(deps: SandboxDeps, id: string): Promise<void> {
  const seen = await selectRecord(deps.db, 'checkout.session', id)
  if (!seen || !isDue(seen, deps)) return
  await inTransaction(deps.db, async (tx) => {
    const session = await lockRecord(tx, 'checkout.session', id)
    if (session && isDue(session.record, deps)) await expireLocked(tx, deps, session, nobody)
    return ok()
  })
}

export const isDue = ({ status, expiresAt }: SessionRecord, { clock }: SandboxDeps) => status === 'open' && clock.now() >= expiresAt

/** A payment that waits for the payer's bank goes down with its session. */
export async function expireLocked(tx: Tx, deps: SandboxDeps, session: Locked<SessionRecord>, cause: Cause): Promise<SessionRecord> {
  const { record: expired } = await saveRecord(tx, session, { status: 'expired' })
  const intent = expired.intentId === null ? undefined : await lockRecord(tx, 'payment_intent', expired.intentId)
  const origin = deps.config.origin()
  if (intent) {
    const { record } = await saveRecord(tx, intent, {
      status: 'canceled',
      canceledAt: deps.clock.now(),
      cancellationReason: 'abandoned',
    })
    await emitEvent(tx, deps, { type: 'payment_intent.canceled', object: intentObject(record, origin), cause })
  }
  await emitEvent(tx, deps, { type: 'checkout.session.expired', object: sessionObject(expired, origin), cause })
  return expired
}
