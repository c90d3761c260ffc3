import { createHmac } from 'node:crypto'
import { z } from 'zod'
import { connectJobs } from './connect/connect-jobs.ts'
import { endRefund } from './create-refund.ts'
import { deliverEvent } from './deliver-event.ts'
import { expireDueSession } from './expire-session.ts'
import { lapseDueIntent } from './hold-money.ts'
import type { SandboxConfig, SandboxDeps } from './sandbox-deps.ts'

const eventPayload = z.object({ eventId: z.string() })
const sessionPayload = z.object({ sessionId: z.string() })
const intentPayload = z.object({ intentId: z.string() })
const refundPayload = z.object({ refundId: z.string() })

/** What the sandbox does on its own, by job kind: telling our webhook, ending sessions and letting go of money by time, answering as slow banks do. */
export const sandboxJobs = (deps: SandboxDeps): Readonly<Record<string, (payload: unknown) => Promise<void>>> => ({
  'sandbox.deliver': (payload) => deliverEvent(deps, eventPayload.parse(payload).eventId),
  'sandbox.expire': (payload) => expireDueSession(deps, sessionPayload.parse(payload).sessionId),
  'sandbox.lapse': (payload) => lapseDueIntent(deps, intentPayload.parse(payload).intentId),
  ...connectJobs(deps),
  'sandbox.end_refund': (payload) => endRefund(deps, refundPayload.parse(payload).refundId),
})

/** Keys that every process of one market agrees on, made of its secret. */
export function sandboxKeys(secret: string): Pick<SandboxConfig, 'secretKey' | 'webhookSecret'> {
  const made = (purpose: string) => createHmac('sha256', secret).update(`sandbox ${purpose}`).digest('hex')
  return { secretKey: `sk_test_${made('api')}`, webhookSecret: `whsec_${made('webhooks')}` }
}
