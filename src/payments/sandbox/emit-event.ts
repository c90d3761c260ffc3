import type { Tx } from '../../platform/db.ts'
import { enqueue } from '../../platform/enqueue.ts'
import { eventTypes } from '../provider.ts'
import type { EventRecord } from './records.ts'
import { newObjectId, type SandboxDeps } from './sandbox-deps.ts'
import { insertRecord } from './store.ts'

/** Which API request caused it; nothing when a payer or the clock did. */
export type Cause = EventRecord['request']
export const nobody: Cause = { id: null, idempotencyKey: null }

export type NewEvent = Readonly<{ type: string; object: unknown; cause: Cause }>

/** Records that something happened and, when our webhook wants to know, the job that tells it: all in the transaction of the thing itself. */
export async function emitEvent(tx: Tx, deps: SandboxDeps, { type, object, cause }: NewEvent): Promise<void> {
  const id = newObjectId(deps.random, 'evt_')
  const delivery = eventTypes.includes(type) ? 'due' : null
  await insertRecord(tx, { kind: 'event', id, createdAt: deps.clock.now(), type, object, delivery, request: cause })
  if (delivery) await enqueue(tx, deps, { kind: 'sandbox.deliver', payload: { eventId: id } })
}
