import { toIso } from '../../../kernel/clock.ts'
import { write, type Tx } from '../../../platform/db.ts'
import { enqueue } from '../../../platform/enqueue.ts'
import { sandboxApiVersion } from '../event-object.ts'
import { ownAddress, signature, timeoutMs } from '../deliver-event.ts'
import { newObjectId, type SandboxDeps } from '../sandbox-deps.ts'
import { seconds } from '../session-object.ts'
import { insertRecord, lockRecord, saveRecord, selectRecord } from '../store.ts'
import type { ConnectEventRecord } from './records.ts'

type News = Readonly<{ type: string; accountId: string; object?: unknown }>

/** Something has happened to an account, and our webhook for accounts is told so. */
export async function emitConnectEvent(tx: Tx, deps: SandboxDeps, { type, accountId, object = null }: News): Promise<void> {
  const id = newObjectId(deps.random, 'evt_')
  await insertRecord(tx, { kind: 'connect_event', id, createdAt: deps.clock.now(), type, accountId, object, delivery: 'due' })
  await enqueue(tx, deps, { kind: 'sandbox.deliver_connect', payload: { eventId: id } })
}

/** Both of what Stripe tells when an account's standing changes. */
export async function emitAccountChanged(tx: Tx, deps: SandboxDeps, accountId: string): Promise<void> {
  await emitConnectEvent(tx, deps, { type: 'v2.core.account[requirements].updated', accountId })
  await emitConnectEvent(tx, deps, { type: 'v2.core.account[configuration.recipient].capability_status_updated', accountId })
}

/** At least once: @throws when it was not taken, and the job tries again. */
export async function deliverConnectEvent(deps: SandboxDeps, eventId: string): Promise<void> {
  const event = await selectRecord(deps.db, 'connect_event', eventId)
  if (event?.delivery !== 'due') return
  const body = JSON.stringify(event.object === null ? thinEvent(event) : snapshotEvent(event))
  const answer = await deps.fetch(`${ownAddress(deps)}/payouts`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'stripe-signature': signature(deps, body) },
    body,
    redirect: 'error',
    signal: AbortSignal.timeout(timeoutMs),
  })
  await answer.body?.cancel()
  if (!answer.ok) throw new Error(`the webhook answered ${answer.status} to the event ${eventId}`)
  await write(deps.db, async (tx) => {
    const locked = await lockRecord(tx, 'connect_event', eventId)
    if (locked) await saveRecord(tx, locked, { delivery: 'done' })
  })
}

const thinEvent = ({ id, type, createdAt, accountId }: ConnectEventRecord) => ({
  id,
  object: 'v2.core.event',
  type,
  created: toIso(createdAt),
  livemode: false,
  related_object: { id: accountId, type: 'v2.core.account', url: `/v2/core/accounts/${accountId}` },
})

const snapshotEvent = ({ id, type, createdAt, accountId, object }: ConnectEventRecord) => ({
  id,
  object: 'event',
  account: accountId,
  api_version: sandboxApiVersion,
  created: seconds(createdAt),
  data: { object },
  livemode: false,
  pending_webhooks: 1,
  request: { id: null, idempotency_key: null },
  type,
})
