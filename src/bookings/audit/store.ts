import type { CalendarDate } from '../../kernel/calendar-date.ts'
import type { BookingId, UnitId } from '../../kernel/ids.ts'
import type { Db } from '../../platform/db.ts'
import type { StateName } from '../booking.ts'

export type Owner = Readonly<{ id: BookingId; unitId: UnitId; checkIn: CalendarDate; checkOut: CalendarDate }>

type Page = Readonly<{ state: StateName; checkOutAfter: CalendarDate; after: BookingId | undefined; limit: number }>

/** Bookings in one state whose last night is still to come, in order of their ids, from behind `after` on. */
export async function selectOwners(db: Db, { state, checkOutAfter, after, limit }: Page): Promise<Owner[]> {
  const rows = await db
    .selectFrom('booking')
    .select(['id', 'unit_id', 'check_in', 'check_out'])
    .where('state', '=', state)
    .where('check_out', '>', checkOutAfter)
    .$if(after !== undefined, (query) => query.where('id', '>', after!))
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map((row) => ({ id: row.id, unitId: row.unit_id, checkIn: row.check_in, checkOut: row.check_out }))
}

/** @returns those of the ids that are bookings'. */
export async function selectKnown(db: Db, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const rows = await db
    .selectFrom('booking')
    .select('id')
    .where('id', 'in', ids as BookingId[])
    .execute()
  return new Set(rows.map(({ id }) => id))
}
