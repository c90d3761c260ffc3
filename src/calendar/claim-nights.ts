import type { UnitId } from '../kernel/ids.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { nightCount, nights, type Stay } from '../kernel/stay.ts'
import { isUnit } from '../listings/units.ts'
import type { Tx } from '../platform/db.ts'
import { isDuplicate } from '../platform/db-errors.ts'
import { bookClaims, bumpCalendar, deleteClaims, insertClaims } from './store.ts'
import { takeWanted } from './wanted-nights.ts'

/** One unit's nights, and in whose name: a booking's id. */
export type NightsOf = { unitId: UnitId; stay: Stay; claimId: string }

export type NightsTaken = { code: 'nights_taken' }

/**
 * Takes every night of the stay or none. Only the INSERT grants: whatever was read before may be old. On an error the
 * caller must roll back, since part of the nights may be in. The caller announces its own event, with the listing's id.
 */
export async function claimNights(
  tx: Tx,
  { unitId, stay, claimId, kind }: NightsOf & { kind: 'hold' | 'booking' },
): Promise<Result<undefined, NightsTaken>> {
  await bumpCalendar(tx, unitId)
  // Its host may have taken the unit away since it was found free.
  if (!(await isUnit(tx, unitId))) return err({ code: 'nights_taken' })
  try {
    await insertClaims(
      tx,
      unitId,
      nights(stay).map((night) => ({ night, claimId, kind })),
    )
  } catch (error) {
    if (isDuplicate(error)) return err({ code: 'nights_taken' })
    throw error
  }
  return ok()
}

/** Gives back what the claim has of these nights; what a source or the host wants of them is taken for them at once. */
export async function releaseNights(tx: Tx, { unitId, stay, claimId }: NightsOf): Promise<void> {
  const range = { from: stay.checkIn, until: stay.checkOut }
  await bumpCalendar(tx, unitId)
  await deleteClaims(tx, unitId, range, claimId)
  await takeWanted(tx, unitId, range)
}

/** A hold's nights become a booking's. @throws when the claim does not have all of them: nothing may be confirmed then. */
export async function keepNights(tx: Tx, { unitId, stay, claimId }: NightsOf): Promise<void> {
  await bumpCalendar(tx, unitId)
  const kept = await bookClaims(tx, unitId, { from: stay.checkIn, until: stay.checkOut }, claimId)
  if (kept !== nightCount(stay)) throw new Error(`${claimId} has ${kept} of its ${nightCount(stay)} nights`)
}
