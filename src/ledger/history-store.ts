import type { Instant } from '../kernel/clock.ts'
import type { BookingId } from '../kernel/ids.ts'
import { money, type Money } from '../kernel/money.ts'
import { wholeNumber } from '../platform/aggregates.ts'
import type { Db, Tx } from '../platform/db.ts'

/** What has moved out of (its debits) or into (its credits) an account from `from` up to, but without, `until`, in order. */
export async function selectMovements(
  db: Db | Tx,
  side: 'debit' | 'credit',
  account: string,
  { from, until }: { from: Instant; until: Instant },
) {
  const rows = await db
    .selectFrom('ledger_posting')
    .innerJoin('ledger_entry', 'ledger_entry.id', 'ledger_posting.entry_id')
    .select(['ledger_entry.id', 'reason', 'booking_id', 'posted_at', 'minor', 'currency'])
    .where(side, '=', account)
    .where('posted_at', '>=', from)
    .where('posted_at', '<', until)
    .orderBy('posted_at')
    .orderBy('ledger_entry.id')
    .execute()
  return rows.map(({ minor, currency, ...row }) => ({ ...row, amount: money(minor, currency) }))
}

/** The same, of these bookings alone. */
export async function selectMovementsFor(db: Db | Tx, side: 'debit' | 'credit', account: string, bookingIds: readonly BookingId[]) {
  const rows = await db
    .selectFrom('ledger_entry')
    .innerJoin('ledger_posting', 'ledger_posting.entry_id', 'ledger_entry.id')
    .select(['ledger_entry.id', 'minor', 'currency'])
    .where('booking_id', 'in', bookingIds)
    .where(side, '=', account)
    .execute()
  return rows.map(({ id, minor, currency }) => ({ id, amount: money(minor, currency) }))
}

/** The sum of an account's debits or credits before a moment, per currency. */
export async function sumBefore(db: Db | Tx, side: 'debit' | 'credit', account: string, before: Instant): Promise<Money[]> {
  const rows = await db
    .selectFrom('ledger_posting')
    .innerJoin('ledger_entry', 'ledger_entry.id', 'ledger_posting.entry_id')
    .select(['currency', (select) => select.fn.sum('minor').as('minor')])
    .where(side, '=', account)
    .where('posted_at', '<', before)
    .groupBy('currency')
    .execute()
  return rows.map((row) => money(wholeNumber(row.minor), row.currency))
}
