import { sql } from 'kysely'
import { fromDayNumber, type CalendarDate, type DayNumber } from '../kernel/calendar-date.ts'
import type { UnitId } from '../kernel/ids.ts'
import { wholeNumber } from '../platform/aggregates.ts'
import type { Db } from '../platform/db.ts'
import { dayOf } from './day-of.ts'
import { giveWay } from './paged-reads.ts'

/** Units asked for together: each has some hundred nights taken, and SQLite answers without giving way. */
const unitsMax = 50

/**
 * The nights taken of each unit, from one day up to, but without, another. A unit is one row: making one of each night took
 * most of the time that it takes to read a market.
 */
export async function takenNights(
  db: Db,
  ids: readonly UnitId[],
  window: { from: DayNumber; until: DayNumber },
): Promise<Map<UnitId, DayNumber[]>> {
  const taken = new Map<UnitId, DayNumber[]>()
  for (let first = 0; first < ids.length; first += unitsMax) {
    for (const { unit_id: unit, nights, count } of await giveWay(select(db, ids.slice(first, first + unitsMax), window))) {
      taken.set(unit, daysIn(nights, wholeNumber(count)))
    }
  }
  return taken
}

const select = (db: Db, ids: readonly UnitId[], { from, until }: { from: DayNumber; until: DayNumber }) =>
  db
    .selectFrom('night_claim')
    .select(({ fn }) => ['unit_id', sql<string>`group_concat(night)`.as('nights'), fn.countAll().as('count')])
    .where('unit_id', 'in', ids)
    .where('night', '>=', fromDayNumber(from))
    .where('night', '<', fromDayNumber(until))
    .groupBy('unit_id')
    .execute()

const dateLength = '2027-01-01'.length

/** @throws when they are not `count`: MySQL cuts a list off at `group_concat_max_len`, and a night left out would count as free */
function daysIn(nights: string, count: number): DayNumber[] {
  const days: DayNumber[] = []
  for (let at = 0; at < nights.length; at += dateLength + 1) days.push(dayOf(nights.slice(at, at + dateLength) as CalendarDate))
  if (days.length !== count) throw new Error(`${count} nights are taken, and ${days.length} were read`)
  return days
}
