import type { BookingId } from '../kernel/ids.ts'
import type { Money } from '../kernel/money.ts'
import type { Db, Tx } from '../platform/db.ts'
import { account } from './accounts.ts'
import { sumsWithProvider } from './store.ts'

/** What has come in from a guest for a booking, and what has gone back; undefined: nothing. */
export type GuestMoney = Readonly<{ charged: Money | undefined; refunded: Money | undefined }>

/** For many bookings in two queries. A booking has one currency, its listing's. */
export async function guestMoneyOf(db: Db | Tx, bookingIds: readonly BookingId[]): Promise<Map<BookingId, GuestMoney>> {
  if (bookingIds.length === 0) return new Map()
  const accounts = bookingIds.map(account.booking)
  const charged = await sumsWithProvider(db, 'in', account.provider, accounts)
  const refunded = await sumsWithProvider(db, 'out', account.provider, accounts)
  const amountFor = (rows: typeof charged, id: BookingId) => rows.find((row) => row.account === account.booking(id))?.amount
  return new Map(bookingIds.map((id) => [id, { charged: amountFor(charged, id), refunded: amountFor(refunded, id) }]))
}
