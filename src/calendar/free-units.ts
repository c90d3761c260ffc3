import { addDays, dayNumber, type CalendarDate, type DayNumber } from '../kernel/calendar-date.ts'
import type { ListingId, UnitId } from '../kernel/ids.ts'
import type { Stay } from '../kernel/stay.ts'
import { findBareListing } from '../listings/find-listing.ts'
import { unitsOf } from '../listings/units.ts'
import type { Db, Tx } from '../platform/db.ts'
import { selectClaims } from './store.ts'

/** How far around a stay we look for the next taken night. Gaps longer than this are all the same to us. */
const lookAroundDays = 30

/**
 * The listing's units that are free for the whole stay, best fit first: the one that the stay leaves with the fewest free
 * nights before and after it, so that long gaps are kept for long stays. Equal fits come in the units' own order.
 * An early look only: whether the nights are granted, `claimNights` says.
 */
export async function freeUnits(db: Db | Tx, listingId: ListingId, stay: Stay): Promise<UnitId[]> {
  const units = await unitsOf(db, listingId)
  const range = { from: addDays(stay.checkIn, -lookAroundDays), until: addDays(stay.checkOut, lookAroundDays) }
  const claims = await selectClaims(db, units, range)
  return units
    .map((unitId, position) => ({ unitId, position, gap: gapAround(stay, nightsOfUnit(claims, unitId)) }))
    .filter((unit): unit is typeof unit & { gap: number } => unit.gap !== undefined)
    .toSorted((a, b) => a.gap - b.gap || a.position - b.position)
    .map(({ unitId }) => unitId)
}

/** Whether a listing that is on offer has no unit free for the whole stay: without the nights around it, by which one is chosen. */
export async function isSoldOut(db: Db, listingId: ListingId, { checkIn, checkOut }: Stay): Promise<boolean> {
  const units = await unitsOf(db, listingId)
  const claims = await selectClaims(db, units, { from: checkIn, until: checkOut })
  const taken = new Set(claims.map(({ unitId }) => unitId))
  if (!units.every((unitId) => taken.has(unitId))) return false
  // Whoever may not see a listing is not told what is taken of it.
  return (await findBareListing(db, listingId))?.state === 'published'
}

const nightsOfUnit = (claims: readonly { unitId: UnitId; night: CalendarDate }[], unitId: UnitId) =>
  claims.filter((claim) => claim.unitId === unitId).map(({ night }) => dayNumber(night))

/** Free nights directly before and after the stay, together; undefined when the stay itself is not free. */
function gapAround(stay: Stay, taken: readonly DayNumber[]): number | undefined {
  const [first, end] = [dayNumber(stay.checkIn), dayNumber(stay.checkOut)]
  let [before, after] = [lookAroundDays, lookAroundDays]
  for (const night of taken) {
    if (night >= first && night < end) return undefined
    if (night < first) before = Math.min(before, first - night - 1)
    else after = Math.min(after, night - end)
  }
  return before + after
}
