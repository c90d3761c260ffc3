import assert from 'node:assert/strict'
import { idFrom, type PaymentId } from '../kernel/ids.ts'
import { sameMoney, sum, type Money } from '../kernel/money.ts'
import type { Db, Tx } from '../platform/db.ts'
import type { TxDeps } from '../platform/deps.ts'
import { enqueue, type JobId } from '../platform/enqueue.ts'
import type { Refund } from './payment.ts'
import { insertRefund, lockPayment, selectPayment, selectRefund, selectRefundsOf } from './store.ts'

/** `key` says what the refund is for, once and for all: the same key again changes nothing. `reason` is a code, up to 60 letters. */
export type RefundRequest = Readonly<{ paymentId: PaymentId; amount: Money; reason: string; key: string }>

/**
 * Sends (part of) a payment back. What comes of it is announced: `refund.succeeded` or `refund.failed`; the ledger books it
 * once the provider has taken it. @throws when the payment has not arrived, or less of it is left: the caller's sums are wrong.
 */
export async function refundPayment(tx: Tx, deps: TxDeps, request: RefundRequest): Promise<JobId> {
  const { paymentId, amount, reason, key } = request
  await lockPayment(tx, paymentId)
  const payment = await selectPayment(tx, paymentId)
  assert(payment?.state === 'succeeded', `the payment ${paymentId} has not arrived, so nothing can go back`)
  const id = refundIdOf(request)
  const refunds = await selectRefundsOf(tx, [paymentId])
  const known = refunds.find((refund) => refund.id === id)
  if (known) assert(sameMoney(known.amount, amount), `the refund ${key} was asked for before, with another amount`)
  else {
    assert(amount.minor <= payment.amount.minor - goneBack(refunds, amount), `more than is left of the payment ${paymentId} was to go back`)
    await insertRefund(tx, { id, paymentId, amount, reason, createdAt: deps.clock.now() })
  }
  return enqueue(tx, deps, { kind: 'payments.refund', payload: { refundId: id } })
}

/** Whether this refund has been asked for, whatever has become of it. */
export const isRefundAsked = async (db: Db | Tx, refund: Pick<RefundRequest, 'paymentId' | 'key'>): Promise<boolean> =>
  (await selectRefund(db, refundIdOf(refund))) !== undefined

const refundIdOf = ({ paymentId, key }: Pick<RefundRequest, 'paymentId' | 'key'>) => idFrom<'refund'>(`refund:${paymentId}:${key}`)

/** What is on its way back of a payment, or is back. */
export const goneBack = (refunds: readonly Refund[], { currency }: Money) =>
  sum(
    refunds.filter(({ state }) => state !== 'failed').map((refund) => refund.amount),
    currency,
  ).minor
