import type { BookingId, PaymentId } from '../kernel/ids.ts'
import type { Db, Tx } from '../platform/db.ts'
import type { Payment, Refund } from './payment.ts'
import { selectPayment, selectPaymentsOf, selectRefundsOf } from './store.ts'

export async function findPayment(db: Db | Tx, id: PaymentId): Promise<Payment | undefined> {
  return selectPayment(db, id)
}

/** A booking's payments with what went back of each, oldest first. */
export async function paymentsOf(db: Db | Tx, bookingId: BookingId): Promise<(Payment & { readonly refunds: readonly Refund[] })[]> {
  const payments = await selectPaymentsOf(db, bookingId)
  const refunds = await selectRefundsOf(
    db,
    payments.map(({ id }) => id),
  )
  return payments.map((payment) => ({ ...payment, refunds: refunds.filter((refund) => refund.paymentId === payment.id) }))
}
