import { isDeepStrictEqual } from 'node:util'
import type { HostId, ListingId } from '../kernel/ids.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { lockOwnListing } from '../listings/lock-own-listing.ts'
import { inTransaction } from '../platform/db.ts'
import type { Deps } from '../platform/deps.ts'
import { replaceOverrides, savePlan } from './plans.ts'
import { checkOverrides, checkPlan, type Override, type OverridesError, type PlanError, type PricePlan } from './price-plan.ts'
import { selectOverrides, selectPlan } from './store.ts'

export type SetPricesError =
  | { code: 'listing_not_found' }
  /** It is no longer what the caller saw. */
  | { code: 'prices_changed' }
  | PlanError
  | OverridesError

export type Prices = Readonly<{ plan: PricePlan; overrides: readonly Override[] }>

type Input = {
  listingId: ListingId
  hostId: HostId
  plan: PricePlan
  overrides: readonly Override[] | undefined
  /** The plan that the host saw, null when there was none: another one written meanwhile stays, and they are told. */
  was?: PricePlan | null | undefined
}

/**
 * Its host sets what a listing charges from now on; bookings keep their price. Without `overrides` those that are there stay.
 * @returns what it charges now
 */
export async function setPrices(deps: Deps, { listingId, hostId, plan, overrides, was }: Input): Promise<Result<Prices, SetPricesError>> {
  const checked = checkPlan(plan)
  if (!checked.ok) return checked
  const sorted = overrides && checkOverrides(overrides)
  if (sorted && !sorted.ok) return sorted
  return inTransaction(deps.db, async (tx) => {
    const listing = await lockOwnListing(tx, deps, { listingId, hostId })
    if (!listing) return err({ code: 'listing_not_found' })
    if (was !== undefined && !isDeepStrictEqual((await selectPlan(tx, listingId)) ?? null, was)) return err({ code: 'prices_changed' })
    await savePlan(tx, deps, listingId, checked.value)
    if (sorted) await replaceOverrides(tx, deps, listingId, sorted.value)
    return ok({ plan: checked.value, overrides: await selectOverrides(tx, listingId) })
  })
}
