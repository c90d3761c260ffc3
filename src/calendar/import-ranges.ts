import assert from 'node:assert/strict'
import type { ListingId, UnitId } from '../kernel/ids.ts'
import type { Tx } from '../platform/db.ts'
import type { TxDeps } from '../platform/deps.ts'
import { announce } from '../platform/outbox.ts'
import { mergeRanges, type NightRange } from './night-ranges.ts'
import { bumpCalendar } from './store.ts'
import { hostSource, setWants, type WantsOutcome } from './wanted-nights.ts'

/** Ten years of every other night. */
export const importedRangesMax = 2_000

type Input = { listingId: ListingId; unitId: UnitId; source: string; ranges: readonly NightRange[] }

/**
 * Puts `ranges` in the place of all that `source` said before about the unit: new nights are taken, vanished ones freed.
 * No ranges free everything of the source, so ask only after a feed has really been read. `conflicts` are nights that a
 * guest has already; they stay the guest's, and become the source's when the guest gives them back.
 * @throws when there are more than `importedRangesMax`, once merged
 */
export async function replaceImported(tx: Tx, deps: TxDeps, { listingId, unitId, source, ranges }: Input): Promise<WantsOutcome> {
  assert.notEqual(source, hostSource)
  const merged = mergeRanges(ranges)
  assert(merged.length <= importedRangesMax, `more than ${importedRangesMax} ranges`)
  await bumpCalendar(tx, unitId)
  const outcome = await setWants(tx, unitId, source, merged)
  if (outcome.taken + outcome.freed > 0) await announce(tx, deps, { type: 'calendar.changed', listingId })
  return outcome
}
