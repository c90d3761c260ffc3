import type { HostId, ListingId } from '../kernel/ids.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { findListing } from '../listings/find-listing.ts'
import { inTransaction } from '../platform/db.ts'
import type { Deps } from '../platform/deps.ts'
import { replaceOverrides, savePlan } from './plans.ts'
import { checkOverrides, checkPlan, type Override, type OverridesError, type PlanError, type PricePlan } from './price-plan.ts'
import { selectOverrides } from './store.ts'

export type SetPricesError = { code: 'listing_not_found' } | PlanError | OverridesError

export type Prices = Readonly<{ plan: PricePlan; overrides: readonly Override[] }>

type Input = { listingId: ListingId; hostId: HostId; plan: PricePlan; overrides: readonly Override[] | undefined }

/**
 * Its host sets what a listing charges from now on; bookings keep their price. Without `overrides` those that are there stay.
 * @returns what it charges now
 */
export async function setPrices(deps: Deps, { listingId, hostId, plan, overrides }: Input): Promise<Result<Prices, SetPricesError>> {
  const checked = checkPlan(plan)
  if (!checked.ok) return checked
  const sorted = overrides && checkOverrides(overrides)
  if (sorted && !sorted.ok) return sorted
  return inTransaction(deps.db, async (tx) => {
    const listing = await findListing(tx, listingId)
    if (listing?.hostId !== hostId) return err({ code: 'listing_not_found' })
    await savePlan(tx, deps, listingId, checked.value)
    if (sorted) await replaceOverrides(tx, deps, listingId, sorted.value)
    return ok({ plan: checked.value, overrides: await selectOverrides(tx, listingId) })
  })
}
