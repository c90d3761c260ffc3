import type { CalendarDate } from '../kernel/calendar-date.ts'
import type { UnitId } from '../kernel/ids.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { nightCount, nights, type Stay } from '../kernel/stay.ts'
import { isUnit } from '../listings/units.ts'
import type { Tx } from '../platform/db.ts'
import { isDuplicate } from '../platform/db-errors.ts'
import { rangesOf } from './night-ranges.ts'
import { bookClaims, bumpCalendar, deleteClaims, insertClaims } from './store.ts'
import { takeWanted } from './wanted-nights.ts'

/** One unit's nights, and in whose name: a booking's id, or an own booking's. */
export type NightsOf = { unitId: UnitId; stay: Stay; claimId: string }

/** Whose nights a guest may have: of a booking that is being paid, of one that is agreed, of one that the host has made by themselves. */
export type GuestsKind = 'hold' | 'booking' | 'own'

export type NightsTaken = { code: 'nights_taken' }

/**
 * Takes every night of the stay or none. Only the INSERT grants: whatever was read before may be old. On an error the
 * caller must roll back, since part of the nights may be in. The caller announces its own event, with the listing's id.
 */
export async function claimNights(
  tx: Tx,
  { unitId, stay, claimId, kind }: NightsOf & { kind: GuestsKind },
): Promise<Result<undefined, NightsTaken>> {
  return takeNights(tx, { unitId, claimId, kind }, nights(stay))
}

/** Gives back what the claim has of these nights; what a source or the host wants of them is taken for them at once. */
export async function releaseNights(tx: Tx, { unitId, stay, claimId }: NightsOf): Promise<void> {
  const range = { from: stay.checkIn, until: stay.checkOut }
  await bumpCalendar(tx, unitId)
  await deleteClaims(tx, unitId, range, claimId)
  await takeWanted(tx, unitId, range)
}

/** Where a claim's nights were, and where they are to be. */
export type Shift = Readonly<{ before: Stay; after: Stay }>

/**
 * Moves a claim within its unit by the difference alone: the nights of `after` that it has not are taken, all or none, and
 * those of `before` that it no longer has go back. What stays is not touched. On an error the caller must roll back.
 */
export async function shiftNights(
  tx: Tx,
  { unitId, claimId, kind }: Omit<NightsOf, 'stay'> & { kind: GuestsKind },
  { before, after }: Shift,
): Promise<Result<undefined, NightsTaken>> {
  const taken = await takeNights(tx, { unitId, claimId, kind }, nightsOnlyIn(after, before))
  if (!taken.ok) return taken
  await giveBackNights(tx, { unitId, claimId }, nightsOnlyIn(before, after))
  return ok()
}

/** Takes single nights, all or none, as `claimNights` does. @param taken ascending */
export async function takeNights(
  tx: Tx,
  { unitId, claimId, kind }: Omit<NightsOf, 'stay'> & { kind: GuestsKind },
  taken: readonly CalendarDate[],
): Promise<Result<undefined, NightsTaken>> {
  await bumpCalendar(tx, unitId)
  // Its host may have taken the unit away since it was found free.
  if (taken.length > 0 && !(await isUnit(tx, unitId))) return err({ code: 'nights_taken' })
  try {
    await insertClaims(
      tx,
      unitId,
      taken.map((night) => ({ night, claimId, kind })),
    )
  } catch (error) {
    if (isDuplicate(error)) return err({ code: 'nights_taken' })
    throw error
  }
  return ok()
}

/** Gives back single nights of a claim; what a source or the host wants of them is taken for them at once. */
export async function giveBackNights(tx: Tx, { unitId, claimId }: Omit<NightsOf, 'stay'>, given: readonly CalendarDate[]): Promise<void> {
  await bumpCalendar(tx, unitId)
  for (const range of rangesOf(given)) {
    await deleteClaims(tx, unitId, range, claimId)
    await takeWanted(tx, unitId, range)
  }
}

/** Ascending. */
export const nightsOnlyIn = (stay: Stay, other: Stay): CalendarDate[] =>
  nights(stay).filter((night) => night < other.checkIn || night >= other.checkOut)

/** A hold's nights become a booking's. @throws when the claim does not have all of them: nothing may be confirmed then. */
export async function keepNights(tx: Tx, { unitId, stay, claimId }: NightsOf): Promise<void> {
  await bumpCalendar(tx, unitId)
  const kept = await bookClaims(tx, unitId, { from: stay.checkIn, until: stay.checkOut }, claimId)
  if (kept !== nightCount(stay)) throw new Error(`${claimId} has ${kept} of its ${nightCount(stay)} nights`)
}
