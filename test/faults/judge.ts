import { sql } from 'kysely'
import { addDays } from '../../src/kernel/calendar-date.ts'
import type { BookingId, UnitId } from '../../src/kernel/ids.ts'
import { pieces } from '../../src/platform/pieces.ts'
import type { Db } from '../../src/platform/db.ts'
import type { History } from './guests.ts'

type Row = { id: BookingId; unit_id: UnitId; state: string }

/** What guests were told against what the database says afterwards. @returns each broken word. */
export async function brokenWords(db: Db, histories: readonly History[]): Promise<string[]> {
  const rows = new Map<BookingId, Row>()
  for (const piece of pieces(histories)) {
    const ids = piece.map(({ bookingId }) => bookingId)
    for (const row of await db.selectFrom('booking').select(['id', 'unit_id', 'state']).where('id', 'in', ids).execute())
      rows.set(row.id, row)
  }
  return [...histories.flatMap((history) => broken(history, rows.get(history.bookingId))), ...ownedTwice(histories, rows)]
}

const agreed = ['confirmed', 'in_stay', 'completed']

function broken(history: History, row: Row | undefined): string[] {
  const { bookingId, outcome, confirmedAt, paidAt, cancelAskedAt, cancelledAt } = history
  const say = (what: string) => [`${bookingId} ${what}: it is ${row?.state ?? 'not there'}`]
  if (outcome === 'unknown') return []
  if (outcome !== 'held') return row ? say(`was refused (${outcome})`) : []
  if (!row) return say('was acknowledged')
  if (confirmedAt !== undefined && cancelAskedAt === undefined && !agreed.includes(row.state)) return say('was seen confirmed')
  if (confirmedAt !== undefined && cancelledAt !== undefined && row.state !== 'cancelled') return say('was called off')
  if (paidAt === undefined && cancelledAt !== undefined && agreed.includes(row.state)) return say('was given up unpaid')
  if (row.state === 'pending_payment') return say('was held an hour ago')
  return []
}

/** From what guests saw alone: from the moment in which one saw a night confirmed until they asked to call it off, nobody else may have seen it theirs. */
function ownedTwice(histories: readonly History[], rows: ReadonlyMap<BookingId, Row>): string[] {
  const owned = new Map<string, { bookingId: BookingId; from: number; until: number }[]>()
  const wrong: string[] = []
  for (const { bookingId, checkIn, checkOut, confirmedAt, cancelAskedAt } of histories) {
    const unit = rows.get(bookingId)?.unit_id
    if (confirmedAt === undefined || unit === undefined) continue
    const mine = { bookingId, from: confirmedAt, until: cancelAskedAt ?? Infinity }
    for (let night = checkIn; night < checkOut; night = addDays(night, 1)) {
      const others = owned.get(`${unit} ${night}`) ?? []
      const other = others.find(({ from, until }) => from < mine.until && mine.from < until)
      if (other) wrong.push(`${night} was seen sold to ${other.bookingId} and to ${bookingId} at one time`)
      owned.set(`${unit} ${night}`, [...others, mine])
    }
  }
  return wrong
}

const compared = ['booking', 'night_claim', 'payment', 'refund', 'ledger_entry', 'ledger_posting', 'sandbox_object'] as const

/** Tables that are not the same on each node. */
export async function unequalTables(nodes: readonly Db[]): Promise<string[]> {
  const unequal: string[] = []
  for (const table of compared) {
    const sums = await Promise.all(
      nodes.map(async (db) => (await sql<{ Checksum: number }>`checksum table ${sql.table(table)}`.execute(db)).rows[0]?.Checksum),
    )
    if (new Set(sums).size > 1) unequal.push(`${table} is not the same on all nodes`)
  }
  return unequal
}
