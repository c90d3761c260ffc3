import { ok, type Result } from '../kernel/result.ts'
import { write } from '../platform/db.ts'
import { enqueue } from '../platform/enqueue.ts'
import { insertEvent } from './event-store.ts'
import type { PaymentDeps } from './payment-deps.ts'
import type { EventRefusal } from './provider.ts'

export type EventReceipt = 'stored' | 'known'

/**
 * Takes a webhook: checks its signature on the bytes as they came, then stores it with the job that looks into it, each event
 * once. Nothing is believed or done yet.
 */
export async function receiveEvent(
  { db, clock, ids, provider }: PaymentDeps,
  { body, signature }: { body: Buffer; signature: string },
): Promise<Result<EventReceipt, EventRefusal>> {
  const receivedAt = clock.now()
  const read = provider.readEvent(body, signature, receivedAt)
  if (!read.ok) return read
  const { id, type, subject } = read.value
  const receipt = await write(db, async (tx) => {
    if (!(await insertEvent(tx, { id, type, body: body.toString('utf8'), receivedAt }))) return 'known'
    await enqueue(tx, { clock, ids }, { kind: 'payments.event', payload: { eventId: id, subject } })
    return 'stored'
  })
  return ok(receipt)
}
