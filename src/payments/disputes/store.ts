import type { Selectable } from 'kysely'
import type { BookingId } from '../../kernel/ids.ts'
import type { Instant } from '../../kernel/clock.ts'
import { money } from '../../kernel/money.ts'
import type { Db, Tx } from '../../platform/db.ts'
import type { Tables } from '../../platform/tables.ts'
import type { Dispute, DisputeId } from './dispute.ts'

export async function selectDispute(db: Db | Tx, id: DisputeId): Promise<Dispute | undefined> {
  const row = await db.selectFrom('dispute').selectAll().where('id', '=', id).executeTakeFirst()
  return row && disputeOf(row)
}

export async function insertDispute(tx: Tx, dispute: Omit<Dispute, 'version'>): Promise<void> {
  const { id, providerId, paymentId, bookingId, state, reason, amount, openedAt, decidedAt, borneAt } = dispute
  await tx
    .insertInto('dispute')
    .values({
      id,
      provider_id: providerId,
      payment_id: paymentId,
      booking_id: bookingId,
      state,
      reason,
      amount_minor: amount.minor,
      currency: amount.currency,
      opened_at: openedAt,
      decided_at: decidedAt,
      borne_at: borneAt,
      version: 1,
    })
    .execute()
}

/** False when the dispute has changed since it was read: nothing is written then. */
export async function saveDispute(tx: Tx, dispute: Dispute, next: Pick<Dispute, 'state' | 'decidedAt'>): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('dispute')
    .set({ state: next.state, decided_at: next.decidedAt, version: dispute.version + 1 })
    .where('id', '=', dispute.id)
    .where('version', '=', dispute.version)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

export async function markBorne(tx: Tx, id: DisputeId, at: Instant): Promise<void> {
  await tx.updateTable('dispute').set({ borne_at: at }).where('id', '=', id).execute()
}

/** In order of their ids, from behind `after` on. */
export async function selectOpenDisputes(db: Db, { after, limit }: { after: DisputeId | null; limit: number }): Promise<Dispute[]> {
  const rows = await db
    .selectFrom('dispute')
    .selectAll()
    .where('state', '=', 'open')
    .$if(after !== null, (query) => query.where('id', '>', after))
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(disputeOf)
}

export async function selectDisputesOf(db: Db | Tx, bookingId: BookingId): Promise<Dispute[]> {
  const rows = await db.selectFrom('dispute').selectAll().where('booking_id', '=', bookingId).orderBy('opened_at').orderBy('id').execute()
  return rows.map(disputeOf)
}

const disputeOf = (row: Selectable<Tables['dispute']>): Dispute => ({
  id: row.id,
  providerId: row.provider_id,
  paymentId: row.payment_id,
  bookingId: row.booking_id,
  state: row.state,
  reason: row.reason,
  amount: money(row.amount_minor, row.currency),
  openedAt: row.opened_at,
  decidedAt: row.decided_at,
  borneAt: row.borne_at,
  version: row.version,
})
