import type { HostId, ListingId } from '../kernel/ids.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import type { Stay } from '../kernel/stay.ts'
import { findListing } from '../listings/find-listing.ts'
import type { Db } from '../platform/db.ts'
import { checkPlan, type PlanError, type PricePlan } from './price-plan.ts'
import { priceStay, type Guests, type Quote } from './quote.ts'
import type { Prices } from './set-prices.ts'
import { selectOverrides, selectPlan, selectPlans, selectTerms } from './store.ts'

export type ViewPricesError = { code: 'listing_not_found' } | { code: 'not_priced' }

type Mine = { listingId: ListingId; hostId: HostId }

/** What its host has set, for them alone: guests see what a stay costs. */
export async function viewPrices(db: Db, { listingId, hostId }: Mine): Promise<Result<Prices, ViewPricesError>> {
  const listing = await findListing(db, listingId)
  if (listing?.hostId !== hostId) return err({ code: 'listing_not_found' })
  const plan = await selectPlan(db, listingId)
  return plan ? ok({ plan, overrides: await selectOverrides(db, listingId) }) : err({ code: 'not_priced' })
}

/** The plans of all these listings; those without are left out. */
export const findPlans = (db: Db, listingIds: readonly ListingId[]): Promise<Map<ListingId, PricePlan>> => selectPlans(db, listingIds)

export type TryPricesError = { code: 'listing_not_found' } | PlanError

/** What a stay would cost, and bring, if `plan` were what the listing charges; nights with a price of their own keep it. */
export async function tryPrices(
  db: Db,
  { listingId, hostId, plan, stay, guests }: Mine & { plan: PricePlan; stay: Stay; guests: Guests },
): Promise<Result<Quote, TryPricesError>> {
  const checked = checkPlan(plan)
  if (!checked.ok) return checked
  const listing = await findListing(db, listingId)
  if (listing?.hostId !== hostId) return err({ code: 'listing_not_found' })
  const overrides = await selectOverrides(db, listingId, stay)
  return ok(priceStay({ plan, overrides, terms: await selectTerms(db), currency: listing.currency, stay, guests }))
}
