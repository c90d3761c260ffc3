import assert from 'node:assert/strict'
import type { CalendarDate } from '../kernel/calendar-date.ts'
import type { ListingId } from '../kernel/ids.ts'
import type { Stay } from '../kernel/stay.ts'
import type { Db, Tx } from '../platform/db.ts'
import type { TxDeps } from '../platform/deps.ts'
import { announce } from '../platform/outbox.ts'
import { checkOverrides, checkPlan, type Override, type PricePlan } from './price-plan.ts'
import { selectOverrides, selectOverridesOfMany, selectPlan, writeOverrides, writePlan } from './store.ts'

/** What a listing charges; undefined as long as nobody has said. */
export const findPlan = (db: Db | Tx, listingId: ListingId): Promise<PricePlan | undefined> => selectPlan(db, listingId)

/** Whether it charges anything at all: a provider takes no payment of nothing. */
export const isPriced = async (db: Db | Tx, listingId: ListingId): Promise<boolean> =>
  ((await selectPlan(db, listingId))?.baseMinor ?? 0) > 0

/** The overrides that touch the nights of `stay`, in order of date. */
export const loadOverrides = (db: Db | Tx, listingId: ListingId, stay: Pick<Stay, 'checkIn' | 'checkOut'>): Promise<Override[]> =>
  selectOverrides(db, listingId, stay)

/** The same of many listings, for the days from one up to, but without, another. */
export async function overridesOfMany(
  db: Db | Tx,
  listingIds: readonly ListingId[],
  days: { from: CalendarDate; until: CalendarDate },
): Promise<Map<ListingId, Override[]>> {
  return Map.groupBy(await selectOverridesOfMany(db, listingIds, days), ({ listingId }) => listingId)
}

/** Sets what a listing charges. @throws when the plan does not pass `checkPlan`: ask that first. */
export async function savePlan(tx: Tx, deps: TxDeps, listingId: ListingId, plan: PricePlan): Promise<void> {
  const checked = checkPlan(plan)
  assert(checked.ok, `savePlan: ${JSON.stringify(checked)}`)
  await writePlan(tx, listingId, plan)
  await announce(tx, deps, { type: 'pricing.changed', listingId })
}

/** Puts `overrides` in the place of all that the listing has. @throws when they do not pass `checkOverrides`: ask that first. */
export async function replaceOverrides(tx: Tx, deps: TxDeps, listingId: ListingId, overrides: readonly Override[]): Promise<void> {
  const checked = checkOverrides(overrides)
  assert(checked.ok, `replaceOverrides: ${JSON.stringify(checked)}`)
  await writeOverrides(tx, listingId, checked.value)
  await announce(tx, deps, { type: 'pricing.changed', listingId })
}
