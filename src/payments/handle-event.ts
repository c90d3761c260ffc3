import { write } from '../platform/db.ts'
import type { RunningJob } from '../platform/run-job.ts'
import { settleDispute } from './disputes/settle-dispute.ts'
import { markEventHandled } from './event-store.ts'
import { recordSession } from './open-payment.ts'
import type { PaymentDeps } from './payment-deps.ts'
import type { EventSubject } from './provider.ts'
import { settlePayment } from './settle-payment.ts'
import { settleRefund } from './settle-refund.ts'
import { selectPayment, selectRefund } from './store.ts'

/**
 * Looks into what a stored webhook is about: asks the provider how things are now, so that late, repeated and disordered
 * webhooks all lead to the same. What is not ours (the account may serve others too) is left alone.
 */
export async function handleEvent(
  deps: PaymentDeps,
  { eventId, subject }: { eventId: string; subject: EventSubject | null },
  job: Pick<RunningJob, 'finish'>,
): Promise<void> {
  if (subject) await lookInto(deps, subject)
  await write(deps.db, async (tx) => {
    await markEventHandled(tx, eventId, deps.clock.now())
    await job.finish(tx)
  })
}

/** Asks the provider how a thing of ours stands, and settles that. */
export async function lookInto(deps: PaymentDeps, { kind, id }: EventSubject): Promise<void> {
  if (kind === 'session') await lookIntoSession(deps, id)
  if (kind === 'intent') await lookIntoIntent(deps, id)
  if (kind === 'refund') await lookIntoRefund(deps, id)
  if (kind === 'dispute') await settleDispute(deps, await deps.provider.readDispute(id))
}

async function lookIntoSession(deps: PaymentDeps, sessionId: string): Promise<void> {
  const truth = await deps.provider.readSession(sessionId)
  const payment = truth.paymentId && (await selectPayment(deps.db, truth.paymentId))
  if (!payment) return
  // The webhook may overtake the answer to our own request.
  if (truth.status === 'open') await recordSession(deps, payment, truth)
  await settlePayment(deps, payment.id, truth)
}

async function lookIntoIntent(deps: PaymentDeps, intentId: string): Promise<void> {
  const truth = await deps.provider.readIntent(intentId)
  const payment = truth.paymentId && (await selectPayment(deps.db, truth.paymentId))
  if (payment) await settlePayment(deps, payment.id, truth)
}

async function lookIntoRefund(deps: PaymentDeps, providerId: string): Promise<void> {
  const truth = await deps.provider.readRefund(providerId)
  const refund = truth.refundId && (await selectRefund(deps.db, truth.refundId))
  if (refund) await settleRefund(deps, refund.id, truth)
}
