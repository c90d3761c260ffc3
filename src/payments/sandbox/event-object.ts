import type { Stripe } from 'stripe'
import type { EventRecord } from './records.ts'
import { seconds } from './session-object.ts'

/** The version whose shapes the sandbox imitates. */
export const sandboxApiVersion = '2026-10-28.endive'

/** An event as Stripe's API and webhooks write it. `data.object` is one of the objects made beside this file. */
export const eventObject = (record: EventRecord) =>
  ({
    id: record.id,
    object: 'event',
    api_version: sandboxApiVersion,
    created: seconds(record.createdAt),
    data: { object: record.object },
    livemode: false,
    pending_webhooks: record.delivery === 'due' ? 1 : 0,
    request: { id: record.request.id, idempotency_key: record.request.idempotencyKey },
    type: record.type,
  }) satisfies Record<keyof Omit<Stripe.Event, 'account' | 'context'>, unknown>
