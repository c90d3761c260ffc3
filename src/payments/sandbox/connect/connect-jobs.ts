import { z } from 'zod'
import type { SandboxDeps } from '../sandbox-deps.ts'
import { endCheck } from './accounts.ts'
import { deliverConnectEvent } from './connect-events.ts'
import { endPayout, payOut } from './pay-out.ts'

const eventPayload = z.object({ eventId: z.string() })
const accountPayload = z.object({ accountId: z.string() })
const payoutPayload = z.object({ payoutId: z.string() })

/** What the sandbox does with hosts' accounts on its own. */
export const connectJobs = (deps: SandboxDeps): Readonly<Record<string, (payload: unknown) => Promise<void>>> => ({
  'sandbox.deliver_connect': (payload) => deliverConnectEvent(deps, eventPayload.parse(payload).eventId),
  'sandbox.end_check': (payload) => endCheck(deps, accountPayload.parse(payload).accountId),
  'sandbox.pay_out': (payload) => payOut(deps, accountPayload.parse(payload).accountId),
  'sandbox.end_payout': (payload) => endPayout(deps, payoutPayload.parse(payload).payoutId),
})
