import type { CalendarDate } from '../kernel/calendar-date.ts'
import type { UnitId } from '../kernel/ids.ts'
import { nights } from '../kernel/stay.ts'
import type { Db, Tx } from '../platform/db.ts'
import type { NightsOf } from './claim-nights.ts'
import type { NightRange } from './night-ranges.ts'
import { bumpCalendar, insertClaims, selectClaims, selectClaimsBehind, selectClaimsIn, type AnyClaim, type Claim } from './store.ts'

/** Whoever's nights, so many at a time: for whoever looks whether they should have them. */
export const claimsBehind = (db: Db, page: Parameters<typeof selectClaimsBehind>[1]): Promise<AnyClaim[]> => selectClaimsBehind(db, page)

/** Who has which nights of these. */
export const claimsIn = (db: Db, ranges: readonly (NightRange & { unitId: UnitId })[]): Promise<AnyClaim[]> => selectClaimsIn(db, ranges)

export type Mended = { retaken: CalendarDate[]; lost: Claim[] }

/**
 * Nights from `from` on that should be the claim's: those that nobody has are taken for it at once, before somebody else buys
 * them; `lost` are those that somebody else has by now, which no program can set right.
 */
export async function mendNights(
  tx: Tx,
  { unitId, stay, claimId, kind }: NightsOf & { kind: 'hold' | 'booking' },
  from: CalendarDate,
): Promise<Mended> {
  await bumpCalendar(tx, unitId)
  const owners = new Map((await selectClaims(tx, [unitId], { from, until: stay.checkOut })).map((claim) => [claim.night, claim]))
  const due = [...nights(stay)].filter((night) => night >= from)
  const retaken = due.filter((night) => !owners.has(night))
  await insertClaims(
    tx,
    unitId,
    retaken.map((night) => ({ night, claimId, kind })),
  )
  const lost = due.flatMap((night) => owners.get(night) ?? []).filter((claim) => claim.claimId !== claimId)
  return { retaken, lost }
}
