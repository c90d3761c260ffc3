import { overlaid } from '../calendar/day-spans.ts'
import type { NightRange } from '../calendar/night-ranges.ts'
import { dayNumber } from '../kernel/calendar-date.ts'
import type { ListingId } from '../kernel/ids.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import type { Tx } from '../platform/db.ts'
import type { TxDeps } from '../platform/deps.ts'
import { replaceOverrides } from './plans.ts'
import { checkOverrides, type OverridesError } from './price-plan.ts'
import { selectOverrides, selectPlan } from './store.ts'

export type SetNightlyError = { code: 'not_priced' } | OverridesError

type Input = { listingId: ListingId; range: NightRange; nightlyMinor: number | null }

/**
 * Each night of `range` costs `nightlyMinor` from now on, in minor units of the listing's currency; null: what the plan
 * says. Bookings keep their price. The listing must be locked: what is there is read, changed and written.
 */
export async function setNightly(
  tx: Tx,
  deps: TxDeps,
  { listingId, range, nightlyMinor }: Input,
): Promise<Result<undefined, SetNightlyError>> {
  if (!(await selectPlan(tx, listingId))) return err({ code: 'not_priced' })
  const before = await selectOverrides(tx, listingId)
  const cut = { fromDay: dayNumber(range.from), untilDay: dayNumber(range.until) }
  const put = nightlyMinor === null ? null : { ...cut, nightlyMinor }
  const after = checkOverrides(overlaid(before, cut, put, (a, b) => a.nightlyMinor === b.nightlyMinor))
  if (!after.ok) return after
  await replaceOverrides(tx, deps, listingId, after.value)
  return ok()
}
