import type { CalendarDate } from '../kernel/calendar-date.ts'
import type { ListingId, UnitId } from '../kernel/ids.ts'
import { unitsOf } from '../listings/units.ts'
import type { Db, Tx } from '../platform/db.ts'
import type { ClaimKind } from '../platform/tables.ts'
import { selectClaims } from './store.ts'

/** Per unit, in the units' order, the nights that somebody has, and what kind of somebody. A free unit has none. */
export type TakenNights = ReadonlyMap<UnitId, ReadonlyMap<CalendarDate, ClaimKind>>

/** What is taken of each of the listing's units from `from` up to, but without, `until`. */
export async function calendarOf(db: Db | Tx, listingId: ListingId, from: CalendarDate, until: CalendarDate): Promise<TakenNights> {
  const units = await unitsOf(db, listingId)
  const taken = new Map(units.map((unitId) => [unitId, new Map<CalendarDate, ClaimKind>()]))
  for (const { unitId, night, kind } of await selectClaims(db, units, { from, until })) taken.get(unitId)?.set(night, kind)
  return taken
}
