import type { BookingId, PaymentId } from '../kernel/ids.ts'
import type { Db, Tx } from '../platform/db.ts'
import type { Payment, Refund } from './payment.ts'
import { selectPayment, selectPaymentsOf, selectRefundsOf } from './store.ts'

export async function findPayment(db: Db | Tx, id: PaymentId): Promise<Payment | undefined> {
  return selectPayment(db, id)
}

export type PaymentWithRefunds = Payment & { readonly refunds: readonly Refund[] }

/** A booking's payments with what went back of each, oldest first. */
export async function paymentsOf(db: Db | Tx, bookingId: BookingId): Promise<readonly PaymentWithRefunds[]> {
  return (await paymentsOfMany(db, [bookingId])).get(bookingId) ?? []
}

/** The same for many bookings, in two queries however many. */
export async function paymentsOfMany(
  db: Db | Tx,
  bookingIds: readonly BookingId[],
): Promise<Map<BookingId, readonly PaymentWithRefunds[]>> {
  const payments = await selectPaymentsOf(db, bookingIds)
  const ids = payments.map(({ id }) => id)
  const refunds = await selectRefundsOf(db, ids)
  const whole = payments.map((payment) => ({ ...payment, refunds: refunds.filter((refund) => refund.paymentId === payment.id) }))
  return Map.groupBy(whole, (payment) => payment.bookingId)
}
