import { createHmac } from 'node:crypto'

/** What the provider tells when `session` has been paid. */
export const paidEvent = (session: Readonly<{ id: string; object: string }>): string =>
  JSON.stringify({
    id: `evt_${session.id}`,
    object: 'event',
    api_version: '2026-10-28.endive',
    created: Math.floor(Date.now() / 1000),
    data: { object: session },
    livemode: false,
    pending_webhooks: 1,
    request: { id: null, idempotency_key: null },
    type: 'checkout.session.completed',
  })

/** The header that proves it, as Stripe makes it: https://docs.stripe.com/webhooks#verify-manually */
export function signature(body: string, secret: string): string {
  const at = Math.floor(Date.now() / 1000)
  return `t=${at},v1=${createHmac('sha256', secret).update(`${at}.${body}`).digest('hex')}`
}
