import { later, secondMs } from '../kernel/clock.ts'
import type { PaymentId } from '../kernel/ids.ts'
import { newLoop, type Loop } from '../platform/loop.ts'
import type { Log } from '../platform/telemetry.ts'
import { checkPayment } from './check-payment.ts'
import type { DisputeId } from './disputes/dispute.ts'
import { settleDispute } from './disputes/settle-dispute.ts'
import { selectOpenDisputes } from './disputes/store.ts'
import type { Refund, RefundId } from './payment.ts'
import type { PaymentDeps } from './payment-deps.ts'
import { askOne, endRound, newRound, type PollRound } from './poll-round.ts'
import { settleRefund } from './settle-refund.ts'
import { selectTakenRefunds, selectUndecided } from './store.ts'

/** A webhook takes a moment; what is undecided for longer is asked for. */
const quietMs = 30 * secondMs
const pollMs = 30 * secondMs
const pageMax = 50

export type Poller = Pick<Loop, 'start' | 'stop'> & {
  /** Asks for everything undecided once. @returns how many were asked for. */
  runOnce(): Promise<number>
}

/** Finds out what webhooks should have told and did not. Several processes may poll at once. */
export function newPoller(deps: PaymentDeps, log: Log): Poller {
  const runOnce = async () => {
    const round = newRound(log)
    await pollPayments(deps, round)
    await pollRefunds(deps, round)
    await pollDisputes(deps, round)
    return endRound(round)
  }
  const step = async () => {
    await runOnce()
    return false
  }
  const { start, stop } = newLoop({ name: 'payments.poll', step, pollMs, log })
  return { start, stop, runOnce }
}

async function pollPayments(deps: PaymentDeps, round: PollRound): Promise<void> {
  const now = deps.clock.now()
  const createdBefore = later(now, -quietMs)
  for (let after: PaymentId | null = null; ;) {
    const page = await selectUndecided(deps.db, { createdBefore, now, after, limit: pageMax })
    for (const { id } of page) await askOne(round, { paymentId: id }, () => checkPayment(deps, id))
    after = page.at(-1)?.id ?? null
    if (page.length < pageMax) return
  }
}

async function pollRefunds(deps: PaymentDeps, round: PollRound): Promise<void> {
  const createdBefore = later(deps.clock.now(), -quietMs)
  for (let after: RefundId | null = null; ;) {
    const page = await selectTakenRefunds(deps.db, { createdBefore, after, limit: pageMax })
    for (const refund of page) await askOne(round, { refundId: refund.id }, () => checkRefund(deps, refund))
    after = page.at(-1)?.id ?? null
    if (page.length < pageMax) return
  }
}

async function pollDisputes(deps: PaymentDeps, round: PollRound): Promise<void> {
  for (let after: DisputeId | null = null; ;) {
    const page = await selectOpenDisputes(deps.db, { after, limit: pageMax })
    for (const { id, providerId } of page) {
      await askOne(round, { disputeId: id }, async () => settleDispute(deps, await deps.provider.readDispute(providerId)))
    }
    after = page.at(-1)?.id ?? null
    if (page.length < pageMax) return
  }
}

async function checkRefund(deps: PaymentDeps, { id, providerId }: Refund): Promise<void> {
  if (providerId !== null) await settleRefund(deps, id, await deps.provider.readRefund(providerId))
}
