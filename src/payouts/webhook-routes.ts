import type { App } from '../platform/http/app.ts'
import { signedWebhook } from '../platform/http/signed-webhook.ts'
import type { PayoutDeps } from './payout-deps.ts'
import { receiveEvent } from './receive-event.ts'

/** In a scope of its own: see `signedWebhook`. */
export async function payoutWebhookRoutes(app: App, deps: PayoutDeps): Promise<void> {
  signedWebhook(app, {
    url: '/webhooks/stripe/payouts',
    summary: "For the payment provider: something has happened to a host's account",
    header: 'stripe-signature',
    receive: (webhook) => receiveEvent(deps, webhook),
  })
}
