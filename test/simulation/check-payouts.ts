import type { DatabaseSync } from 'node:sqlite'
import { dayMs, hourMs } from '../../src/kernel/clock.ts'
import type { BookingId } from '../../src/kernel/ids.ts'
import type { Bank } from './bank.ts'
import type { Row } from './booking-row.ts'
import type { Known } from './known.ts'
import type { Model } from './model.ts'
import { must } from './violation.ts'

/** So long after a dispute has begun we must know of it. */
const newsMs = 3 * hourMs

/**
 * Money goes to a host: not before a day after arrival, not while a bank may take it back, and never more than they have earned,
 * of the stay and of others by which its debt was paid.
 */
export function checkTransfer(
  known: Pick<Known, 'bookings' | 'earnedMost'>,
  bank: Bank,
  { bookingId, minor, now }: { bookingId: BookingId; minor: number; now: number },
): void {
  const row = known.bookings.get(bookingId)
  must(
    'payouts',
    row !== undefined && now >= row.check_in_at + dayMs,
    () => `the money of ${bookingId} goes to its host before a day after arrival`,
  )
  const most = known.earnedMost.get(bookingId) ?? 0
  must('payouts', minor <= most, () => `${minor} has gone to the host of ${bookingId}, who never earned more than ${most}`)
  const dispute = bank.disputeOf(bookingId)
  must(
    'payouts',
    dispute?.status !== 'open' || now < dispute.openedAt + newsMs,
    () => `the money of ${bookingId} goes to its host, and its bank disputes it`,
  )
}

/** At rest: hosts who can be paid are, to the cent; and our mirror of their accounts shows what is in them. */
export function checkPayouts(database: DatabaseSync, model: Model, bank: Bank): void {
  const now = model.now()
  const accounts = new Map([...bank.hosts.accounts.values()].map((account) => [String(account.hostId), account]))
  for (const [hostId, { balance }] of accounts) {
    const ours = model.balances.get(`connected:${hostId}`) ?? 0
    must('payouts', ours === balance, () => `the provider holds ${balance} for the host ${hostId}, and our books say ${ours}`)
  }
  const refused = database.prepare("select 1 from host_transfer where booking_id = ? and state = 'refused' and created_at > ?")
  for (const row of model.bookings.values()) {
    const owed = model.owedToHost.get(row.id) ?? 0
    if (owed === 0 || !isDecided(row, bank, now)) continue
    const readyAt = accounts.get(row.host_id)?.readyAt ?? Infinity
    const mayWait =
      owed > 0 && (readyAt > now - 2 * hourMs || dueOf(row) > now - 2 * hourMs || refused.get(row.id, now - 8 * hourMs) !== undefined)
    must('payouts', mayWait, () => `the host of ${row.id} (${row.state}) is owed ${owed} of it, and nobody sends it or takes it back`)
  }
}

/** A host whom nobody has stayed with yet waits for the departure. */
const dueOf = ({ check_in_at, check_out_at }: Row) => Math.max(check_in_at + dayMs, check_out_at)

/** Neither a bank nor the way back of some of it keeps it from being settled. */
const isDecided = ({ id }: Row, bank: Bank, now: number) =>
  bank.disputeOf(id)?.status !== 'open' &&
  (bank.refunds.get(id) ?? []).every(({ providerId }) => !bank.isUndecided(providerId, now - hourMs))
