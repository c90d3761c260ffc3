import { createHmac } from 'node:crypto'
import { z } from 'zod'
import type { App } from '../../platform/http/app.ts'
import { sandboxApiRoutes } from './api-routes.ts'
import { sandboxCheckoutRoutes } from './checkout-routes.ts'
import { endRefund } from './create-refund.ts'
import { deliverEvent } from './deliver-event.ts'
import { expireDueSession } from './expire-session.ts'
import type { SandboxConfig, SandboxDeps } from './sandbox-deps.ts'
import { checkoutPath } from './session-object.ts'

export type Sandbox = Readonly<{
  /** By job kind, for the worker. */
  handlers: Readonly<Record<string, (payload: unknown) => Promise<void>>>
  /** The API at /v1 and the pages at /sandbox/checkout. */
  routes: (app: App) => Promise<void>
}>

const eventPayload = z.object({ eventId: z.string() })
const sessionPayload = z.object({ sessionId: z.string() })
const refundPayload = z.object({ refundId: z.string() })

/** A stateful stand-in for Stripe, for trying things without an account or money. It exists only where the configuration says so. */
export function newSandbox(deps: SandboxDeps): Sandbox {
  return {
    handlers: {
      'sandbox.deliver': (payload) => deliverEvent(deps, eventPayload.parse(payload).eventId),
      'sandbox.expire': (payload) => expireDueSession(deps, sessionPayload.parse(payload).sessionId),
      'sandbox.end_refund': (payload) => endRefund(deps, refundPayload.parse(payload).refundId),
    },
    routes: async (app) => {
      await app.register(async (scope: App) => sandboxApiRoutes(scope, deps), { prefix: '/v1' })
      await app.register(async (scope: App) => sandboxCheckoutRoutes(scope, deps), { prefix: checkoutPath })
    },
  }
}

/** Keys that every process of one market agrees on, made of its secret. */
export function sandboxKeys(secret: string): Pick<SandboxConfig, 'secretKey' | 'webhookSecret'> {
  const made = (purpose: string) => createHmac('sha256', secret).update(`sandbox ${purpose}`).digest('hex')
  return { secretKey: `sk_test_${made('api')}`, webhookSecret: `whsec_${made('webhooks')}` }
}
