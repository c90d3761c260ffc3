import { z } from 'zod'
import type { PaymentId } from '../kernel/ids.ts'
import type { RunningJob } from '../platform/run-job.ts'
import type { Log } from '../platform/telemetry.ts'
import { idWire } from '../platform/wire.ts'
import { checkPayment } from './check-payment.ts'
import { closePayment } from './close-payment.ts'
import { handleEvent } from './handle-event.ts'
import { openPayment } from './open-payment.ts'
import type { PaymentDeps } from './payment-deps.ts'
import { newPoller, type Poller } from './poll-payments.ts'
import { sendCapture, sendVoid } from './send-capture.ts'
import { sendRefund } from './send-refund.ts'

type JobHandlers = Readonly<Record<string, (payload: unknown, job: RunningJob) => Promise<void>>>

export type Payments = Readonly<{
  /** By job kind, for the worker. */
  handlers: JobHandlers
  poller: Poller
  /** Asks the provider at once how a payment stands: for a guest who is just back from paying. */
  check(paymentId: PaymentId): Promise<void>
}>

const paymentPayload = z.object({ paymentId: idWire<'payment'>() })
const refundPayload = z.object({ refundId: idWire<'refund'>() })
const eventPayload = z.object({
  eventId: z.string(),
  subject: z.object({ kind: z.enum(['session', 'intent', 'refund', 'dispute']), id: z.string() }).nullable(),
})

/** The part of the module that talks to the provider. What only writes rows (requestPayment, endPayment, refundPayment) needs none of it. */
export function newPayments(deps: PaymentDeps, log: Log): Payments {
  return {
    handlers: {
      'payments.open': (payload) => openPayment(deps, paymentPayload.parse(payload).paymentId),
      'payments.end': (payload) => closePayment(deps, paymentPayload.parse(payload).paymentId),
      'payments.capture': (payload) => sendCapture(deps, paymentPayload.parse(payload).paymentId),
      'payments.void': (payload) => sendVoid(deps, paymentPayload.parse(payload).paymentId),
      'payments.poll': (payload) => checkPayment(deps, paymentPayload.parse(payload).paymentId),
      'payments.refund': (payload) => sendRefund(deps, refundPayload.parse(payload).refundId),
      'payments.event': (payload, job) => handleEvent(deps, eventPayload.parse(payload), job),
    },
    poller: newPoller(deps, log),
    check: (paymentId) => checkPayment(deps, paymentId),
  }
}
