import type { Selectable } from 'kysely'
import type { Instant } from '../kernel/clock.ts'
import type { BookingId, Id, UserId } from '../kernel/ids.ts'
import { money, type Money } from '../kernel/money.ts'
import type { Db, Tx } from '../platform/db.ts'
import type { Tables } from '../platform/tables.ts'
import type { CalledOffBy } from './booking.ts'
import type { Given } from './given-back.ts'

export type GivenBackId = Id<'booking_refund'>

/** Why and by whom money was given back: by calling off, because nobody came, out of goodwill, or by a dispute that was lost. */
export type GivenBack = Readonly<{
  id: GivenBackId
  bookingId: BookingId
  kind: 'cancellation' | 'no_show' | 'goodwill' | 'dispute'
  by: CalledOffBy
  /** Which of the operators, and what they said of it. */
  operatorId: UserId | null
  reason: string | null
  amount: Money
  given: Given
  at: Instant
}>

/** Never changed or deleted. */
export async function insertGivenBack(tx: Tx, back: GivenBack): Promise<void> {
  const { id, bookingId, kind, by, operatorId, reason, amount, given, at } = back
  await tx
    .insertInto('booking_refund')
    .values({
      id,
      booking_id: bookingId,
      kind,
      given_by: by,
      operator_id: operatorId,
      reason,
      amount_minor: amount.minor,
      currency: amount.currency,
      given: JSON.stringify(given),
      given_at: at,
    })
    .execute()
}

/** Oldest first. */
export async function selectGivenBack(db: Db | Tx, bookingIds: readonly BookingId[]): Promise<GivenBack[]> {
  if (bookingIds.length === 0) return []
  const rows = await db
    .selectFrom('booking_refund')
    .selectAll()
    .where('booking_id', 'in', bookingIds)
    .orderBy('given_at')
    .orderBy('id')
    .execute()
  return rows.map(givenBackOf)
}

export async function selectGivenBackById(db: Db | Tx, id: GivenBackId): Promise<GivenBack | undefined> {
  const row = await db.selectFrom('booking_refund').selectAll().where('id', '=', id).executeTakeFirst()
  return row && givenBackOf(row)
}

const givenBackOf = (row: Selectable<Tables['booking_refund']>): GivenBack => ({
  id: row.id,
  bookingId: row.booking_id,
  kind: row.kind,
  by: row.given_by,
  operatorId: row.operator_id,
  reason: row.reason,
  amount: money(row.amount_minor, row.currency),
  given: JSON.parse(row.given) as Given,
  at: row.given_at,
})
