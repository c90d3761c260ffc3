import type { UnitId } from '../kernel/ids.ts'
import type { Tx } from '../platform/db.ts'
import { mergeRanges, subtractRange, type NightRange } from './night-ranges.ts'
import { bumpCalendar, selectWants } from './store.ts'
import { hostSource, setWants, type WantsOutcome } from './wanted-nights.ts'

/**
 * The host wants these nights for themselves. Nights that a guest has stay the guest's, and are blocked when they come
 * free. The caller announces the change, with the listing's id.
 */
export async function blockNights(tx: Tx, { unitId, range }: { unitId: UnitId; range: NightRange }): Promise<WantsOutcome> {
  await bumpCalendar(tx, unitId)
  const wants = await selectWants(tx, unitId, { source: hostSource })
  return setWants(tx, unitId, hostSource, mergeRanges([...wants, range]))
}

/** The host lets these nights again. Nights that a guest or an outside source has stay taken. */
export async function openNights(tx: Tx, { unitId, range }: { unitId: UnitId; range: NightRange }): Promise<WantsOutcome> {
  await bumpCalendar(tx, unitId)
  const wants = await selectWants(tx, unitId, { source: hostSource })
  return setWants(tx, unitId, hostSource, subtractRange(wants, range))
}
