import { createHmac } from 'node:crypto'
import { later, minuteMs } from '../../kernel/clock.ts'
import { write, type Tx } from '../../platform/db.ts'
import { enqueue } from '../../platform/enqueue.ts'
import { takeFault } from './control/control.ts'
import { eventObject } from './event-object.ts'
import type { EventRecord } from './records.ts'
import type { SandboxDeps } from './sandbox-deps.ts'
import { seconds } from './session-object.ts'
import { lockRecord, saveRecord, selectRecord } from './store.ts'

export const timeoutMs = 20_000

/** Posts one event to our webhook, signed as Stripe signs. At least once: @throws when it was not taken, and the job tries again. */
export async function deliverEvent(deps: SandboxDeps, eventId: string): Promise<void> {
  const event = await selectRecord(deps.db, 'event', eventId)
  if (event?.delivery !== 'due') return
  const fault = await takeFault(deps, 'webhook')
  if (fault === 'webhook_late') return void (await write(deps.db, (tx) => deliverLater(tx, deps, eventId)))
  if (fault !== 'webhook_lost') await send(deps, event)
  if (fault === 'webhook_twice') await send(deps, event)
  await write(deps.db, async (tx) => {
    const locked = await lockRecord(tx, 'event', eventId)
    if (locked) await saveRecord(tx, locked, { delivery: 'done' })
  })
}

/** How long after its time a late webhook comes. */
const lateMs = minuteMs

const deliverLater = (tx: Tx, deps: SandboxDeps, eventId: string) =>
  enqueue(tx, deps, { kind: 'sandbox.deliver', payload: { eventId }, runAt: later(deps.clock.now(), lateMs) })

async function send(deps: SandboxDeps, event: EventRecord): Promise<void> {
  const body = JSON.stringify(eventObject(event))
  const answer = await deps.fetch(ownAddress(deps), {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'stripe-signature': signature(deps, body) },
    body,
    redirect: 'error',
    signal: AbortSignal.timeout(timeoutMs),
  })
  await answer.body?.cancel()
  if (!answer.ok) throw new Error(`the webhook answered ${answer.status} to the event ${event.id}`)
}

/** The scheme of docs.stripe.com/webhooks/signature: HMAC-SHA-256 over the second and the bytes. */
export function signature({ clock, config }: SandboxDeps, body: string): string {
  const at = seconds(clock.now())
  return `t=${at},v1=${createHmac('sha256', config.webhookSecret).update(`${at}.${body}`).digest('hex')}`
}

const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/

/** The sandbox talks to us and to nobody else. @throws when configured otherwise. */
export function ownAddress({ config }: SandboxDeps): string {
  const url = new URL(config.webhookUrl())
  const isOurs = loopback.test(url.hostname) || url.origin === new URL(config.origin()).origin
  if (!isOurs) throw new Error(`the sandbox delivers to this server only, not to ${url.origin}`)
  return url.href
}
