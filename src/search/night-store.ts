import type { Selectable } from 'kysely'
import { fromDayNumber, type DayNumber } from '../kernel/calendar-date.ts'
import type { UnitId } from '../kernel/ids.ts'
import type { Db } from '../platform/db.ts'
import type { Tables } from '../platform/tables.ts'
import { dayOf } from './day-of.ts'
import { inPages, rowsMax } from './paged-reads.ts'

/** The nights taken of each unit, from one day up to, but without, another. */
export async function takenNights(
  db: Db,
  ids: readonly UnitId[],
  { from, until }: { from: DayNumber; until: DayNumber },
): Promise<Map<UnitId, DayNumber[]>> {
  type Claim = Pick<Selectable<Tables['night_claim']>, 'unit_id' | 'night'>
  const claims = await inPages(
    ids,
    (some, last: Claim | undefined) => {
      const query = db
        .selectFrom('night_claim')
        .select(['unit_id', 'night'])
        .where('unit_id', 'in', some)
        .where('night', '>=', fromDayNumber(from))
        .where('night', '<', fromDayNumber(until))
      const rest = last && query.where((e) => e.or([e('unit_id', '>', last.unit_id), e('night', '>', last.night)]))
      return (rest ?? query).orderBy('unit_id').orderBy('night').limit(rowsMax).execute()
    },
    (claim) => claim.unit_id,
  )
  const taken = new Map<UnitId, DayNumber[]>()
  for (const { unit_id: unit, night } of claims) {
    const days = taken.get(unit)
    if (days) days.push(dayOf(night))
    else taken.set(unit, [dayOf(night)])
  }
  return taken
}
