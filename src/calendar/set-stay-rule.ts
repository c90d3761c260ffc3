import { dayNumber } from '../kernel/calendar-date.ts'
import type { ListingId, UnitId } from '../kernel/ids.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import type { Tx } from '../platform/db.ts'
import type { TxDeps } from '../platform/deps.ts'
import { announce } from '../platform/outbox.ts'
import { overlaid } from './day-spans.ts'
import type { NightRange } from './night-ranges.ts'
import { bumpCalendar, replaceStayRules, selectStayRules } from './store.ts'

/** Four years of a rule of its own each day. */
export const stayRulesMax = 1_500

export type SetStayRuleError = { code: 'too_many_stay_rules'; rulesMax: number }

type Input = { listing: { id: ListingId; unitIds: readonly UnitId[] }; range: NightRange; nightsMin: number | null }

/**
 * Stays that begin in `range` must have `nightsMin` nights from now on; null: as many as usual. Bookings that are made stay.
 * Bumps every unit's calendar first, so that nobody books meanwhile by the rule that was.
 */
export async function setStayRule(
  tx: Tx,
  deps: TxDeps,
  { listing, range, nightsMin }: Input,
): Promise<Result<undefined, SetStayRuleError>> {
  for (const unitId of listing.unitIds) await bumpCalendar(tx, unitId)
  const before = await selectStayRules(tx, listing.id)
  const cut = { fromDay: dayNumber(range.from), untilDay: dayNumber(range.until) }
  const after = overlaid(before, cut, nightsMin === null ? null : { ...cut, nightsMin }, (a, b) => a.nightsMin === b.nightsMin)
  if (after.length > stayRulesMax) return err({ code: 'too_many_stay_rules', rulesMax: stayRulesMax })
  await replaceStayRules(tx, listing.id, after)
  await announce(tx, deps, { type: 'stay_rule.changed', listingId: listing.id })
  return ok()
}
