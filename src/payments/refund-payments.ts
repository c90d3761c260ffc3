import assert from 'node:assert/strict'
import type { PaymentId } from '../kernel/ids.ts'
import { money, type Money } from '../kernel/money.ts'
import type { Tx } from '../platform/db.ts'
import type { TxDeps } from '../platform/deps.ts'
import type { JobId } from '../platform/enqueue.ts'
import { goneBack, refundPayment } from './refund-payment.ts'
import { splitRefund } from './refund-split.ts'
import { lockPayment, selectPayment, selectRefundsOf } from './store.ts'

type Request = Readonly<{
  /** Oldest first. All of them have arrived. */
  paymentIds: readonly PaymentId[]
  amount: Money
  reason: string
  /** What the refund is for, once and for all. The caller asks once: in the transaction that decides it. */
  key: string
}>

/** Sends a sum back that may have been paid in several payments: `splitRefund` says how much of which. */
export async function refundPayments(tx: Tx, deps: TxDeps, { paymentIds, amount, reason, key }: Request): Promise<JobId[]> {
  if (amount.minor === 0) return []
  // Locked in order of their ids, whoever comes: nobody else sends part of them back while we count.
  for (const paymentId of [...paymentIds].toSorted()) await lockPayment(tx, paymentId)
  const refunds = await selectRefundsOf(tx, paymentIds)
  const refundable = []
  for (const paymentId of paymentIds) {
    const payment = await selectPayment(tx, paymentId)
    assert(payment?.state === 'succeeded', `the payment ${paymentId} has not arrived, so nothing can go back`)
    const gone = goneBack(
      refunds.filter((refund) => refund.paymentId === paymentId),
      payment.amount,
    )
    refundable.push({ paymentId, left: money(payment.amount.minor - gone, amount.currency) })
  }
  const jobs: JobId[] = []
  for (const part of splitRefund(amount, refundable)) jobs.push(await refundPayment(tx, deps, { ...part, reason, key }))
  return jobs
}
