import { isDeepStrictEqual } from 'node:util'
import { fromDayNumber, type CalendarDate } from '../kernel/calendar-date.ts'
import { dayMs } from '../kernel/clock.ts'
import type { HostId, ListingId, UnitId } from '../kernel/ids.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { lockUnits, namedUnitsOf, replaceUnits, type NamedUnit } from '../listings/units.ts'
import { inTransaction, type Tx } from '../platform/db.ts'
import type { Deps } from '../platform/deps.ts'
import { bumpCalendar, selectLastClaim } from './store.ts'

export type SetUnitsError =
  | { code: 'listing_not_found' }
  | { code: 'unit_not_found'; unitId: string }
  /** They are no longer as the caller saw them: `units` is how they are. */
  | { code: 'units_changed'; units: readonly NamedUnit[] }
  /** Somebody has a night in it that is still to come: the last is `lastNight`. */
  | { code: 'unit_taken'; unitId: UnitId; name: string; lastNight: CalendarDate }

type Wanted = { id: UnitId | null; name: string }
type Input = { listingId: ListingId; hostId: HostId; units: readonly Wanted[]; was?: readonly { id: string; name: string }[] | undefined }

/**
 * Its host says which units there are: new ones have no id, and those left out go, unless a night in them is still to come
 * that somebody has, be it a guest, an import or the host. @param was what the host saw; nothing is written when it is no longer so
 */
export async function setUnits(deps: Deps, { listingId, hostId, units, was }: Input): Promise<Result<readonly NamedUnit[], SetUnitsError>> {
  return inTransaction(deps.db, async (tx) => {
    const before = await lockUnits(tx, deps, listingId, hostId)
    if (!before) return err({ code: 'listing_not_found' })
    if (was && !isDeepStrictEqual(before.map(plain), was.map(plain))) return err({ code: 'units_changed', units: before })
    const ids = units.flatMap(({ id }) => id ?? [])
    const unknown = ids.find((id, index) => !before.some((unit) => unit.id === id) || ids.indexOf(id) !== index)
    if (unknown) return err({ code: 'unit_not_found', unitId: unknown })
    // A day early: at the place it may still be yesterday.
    const today = fromDayNumber(Math.floor(deps.clock.now() / dayMs) - 1)
    for (const unit of before.filter(({ id }) => !ids.includes(id))) {
      const lastNight = await lastNightIn(tx, unit.id, today)
      if (lastNight) return err({ code: 'unit_taken', unitId: unit.id, name: unit.name, lastNight })
    }
    await replaceUnits(tx, deps, listingId, { before, after: units })
    return ok(await namedUnitsOf(tx, listingId))
  })
}

const plain = ({ id, name }: { id: string; name: string }) => ({ id, name })

/** Under the calendar's version: whoever is about to take a night meets us here, and finds the unit gone if we come first. */
async function lastNightIn(tx: Tx, unitId: UnitId, from: CalendarDate): Promise<CalendarDate | undefined> {
  await bumpCalendar(tx, unitId)
  return selectLastClaim(tx, unitId, from)
}
