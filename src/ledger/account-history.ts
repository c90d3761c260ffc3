import type { Instant } from '../kernel/clock.ts'
import type { BookingId } from '../kernel/ids.ts'
import { add, subtract, zero, type Money } from '../kernel/money.ts'
import type { Db, Tx } from '../platform/db.ts'
import { pieces } from '../platform/pieces.ts'
import { net } from './balance.ts'
import { selectMovements, selectMovementsFor, sumBefore } from './history-store.ts'

/** What one entry does to an account's balance: below zero when money leaves it. */
export type AccountChange = Readonly<{ entryId: string; reason: string; bookingId: BookingId | null; at: Instant; amount: Money }>

export type AccountHistory = Readonly<{ opening: readonly Money[]; changes: readonly AccountChange[] }>

/** An account from one moment to another: what it held before, in each currency, and each entry that changed it, in order. */
export async function historyOf(db: Db | Tx, account: string, time: { from: Instant; until: Instant }): Promise<AccountHistory> {
  const opening = net(await sumBefore(db, 'credit', account, time.from), await sumBefore(db, 'debit', account, time.from))
  const credits = await selectMovements(db, 'credit', account, time)
  const debits = (await selectMovements(db, 'debit', account, time)).map((row) => ({
    ...row,
    amount: subtract(zero(row.amount.currency), row.amount),
  }))
  return {
    opening,
    changes: [...credits, ...debits].map(({ id, reason, booking_id: bookingId, posted_at: at, amount }) => ({
      entryId: id,
      reason,
      bookingId,
      at,
      amount,
    })),
  }
}

/** What each entry of these bookings does to an account, by the entry's id. */
export async function movedByEntry(db: Db | Tx, account: string, bookingIds: readonly BookingId[]): Promise<Map<string, Money>> {
  const moved = new Map<string, Money>()
  for (const some of pieces(bookingIds)) {
    for (const { id, amount } of await selectMovementsFor(db, 'credit', account, some))
      moved.set(id, add(moved.get(id) ?? zero(amount.currency), amount))
    for (const { id, amount } of await selectMovementsFor(db, 'debit', account, some))
      moved.set(id, subtract(moved.get(id) ?? zero(amount.currency), amount))
  }
  return moved
}
