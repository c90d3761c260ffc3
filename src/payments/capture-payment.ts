import type { PaymentId } from '../kernel/ids.ts'
import type { Tx } from '../platform/db.ts'
import type { TxDeps } from '../platform/deps.ts'
import { enqueue, type JobId } from '../platform/enqueue.ts'
import { lockPayment, savePaymentState, selectPayment } from './store.ts'

type Asked = { paymentId: PaymentId }

/**
 * Asks for money that a guest's bank has set aside. What comes of it is announced: `payment.succeeded` once it has been taken,
 * `payment.voided` when it can be had no more. Changes nothing about a payment whose end has been asked for, or has come.
 */
export const capturePayment = (tx: Tx, deps: TxDeps, { paymentId }: Asked): Promise<JobId> => decide(tx, deps, paymentId, 'capturing')

/** Lets go of money that is set aside: `payment.voided` is announced once the provider has confirmed that it cannot be taken any more. */
export const voidPayment = (tx: Tx, deps: TxDeps, { paymentId }: Asked): Promise<JobId> => decide(tx, deps, paymentId, 'voiding')

async function decide(tx: Tx, deps: TxDeps, paymentId: PaymentId, state: 'capturing' | 'voiding'): Promise<JobId> {
  await lockPayment(tx, paymentId)
  const payment = await selectPayment(tx, paymentId)
  if (payment?.state === 'authorised') await savePaymentState(tx, payment, { ...payment, state })
  return enqueue(tx, deps, { kind: state === 'capturing' ? 'payments.capture' : 'payments.void', payload: { paymentId } })
}
