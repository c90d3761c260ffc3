import type { App } from '../platform/http/app.ts'
import { signedWebhook } from '../platform/http/signed-webhook.ts'
import type { PaymentDeps } from './payment-deps.ts'
import { receiveEvent } from './receive-event.ts'

/** In a scope of its own: see `signedWebhook`. */
export async function paymentRoutes(app: App, deps: PaymentDeps): Promise<void> {
  signedWebhook(app, {
    url: '/webhooks/stripe',
    summary: 'For the payment provider: something has happened',
    header: 'stripe-signature',
    receive: (webhook) => receiveEvent(deps, webhook),
  })
}
