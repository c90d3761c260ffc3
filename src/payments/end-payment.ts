import type { PaymentId } from '../kernel/ids.ts'
import type { Tx } from '../platform/db.ts'
import type { TxDeps } from '../platform/deps.ts'
import { enqueue, type JobId } from '../platform/enqueue.ts'

/**
 * Asks for the end of a payment that should no longer be made. What comes of it is announced: `payment.expired` once the
 * provider has confirmed that nobody can pay any more, or `payment.succeeded` when the guest was faster.
 */
export async function endPayment(tx: Tx, deps: TxDeps, { paymentId }: { paymentId: PaymentId }): Promise<JobId> {
  return enqueue(tx, deps, { kind: 'payments.end', payload: { paymentId } })
}
