import type { Ground, Parts } from './app.ts'
import { developmentRoutes } from './accounts/development-routes.ts'
import { portraitRoutes } from './accounts/portrait-routes.ts'
import { accountRoutes } from './accounts/routes.ts'
import { bookingRoutes } from './bookings/routes.ts'
import { calendarRoutes } from './calendar/routes.ts'
import { hostCalendarRoutes } from './hosting/calendar-routes.ts'
import { hostingRoutes } from './hosting/routes.ts'
import { photoRoutes } from './listings/photo-routes.ts'
import { policyRoutes } from './listings/policy-routes.ts'
import { publishedRoutes } from './listings/published-routes.ts'
import { listingRoutes } from './listings/routes.ts'
import { leaving } from './leaving.ts'
import { moneyCaseRoutes } from './payments/cases/routes.ts'
import { paymentRoutes } from './payments/routes.ts'
import { payoutRoutes } from './payouts/routes.ts'
import { payoutWebhookRoutes } from './payouts/webhook-routes.ts'
import { ownBookingRoutes } from './own-bookings/routes.ts'
import type { App } from './platform/http/app.ts'
import { isPriced } from './pricing/plans.ts'
import { pricingRoutes } from './pricing/routes.ts'
import { ratingOf } from './reviews/find-reviews.ts'
import { personRoutes } from './reviews/person-routes.ts'
import { reviewRoutes } from './reviews/routes.ts'
import { stayReviewRoutes } from './reviews/stay-review-routes.ts'
import { reviewHintsOf } from './reviews/view-stay-reviews.ts'
import { savedRoutes } from './saved/routes.ts'
import { searchRoutes } from './search/routes.ts'

/** Every route under /api/v1, each with what it needs. */
export async function mountApi(
  api: App,
  { config, deps, where }: Ground,
  { search, worker, provider, connect, pictures, uploads }: Parts,
): Promise<void> {
  await accountRoutes(api, { ...deps, ...leaving(deps), market: config.market.name, origin: where.origin })
  await portraitRoutes(api, { ...pictures, uploads })
  if (config.demo.mailbox) await developmentRoutes(api, deps)
  await listingRoutes(api, { ...deps, currencies: config.market.currencies, ratingOf, isPriced })
  await photoRoutes(api, { ...deps, ...pictures, uploads })
  await publishedRoutes(api, deps)
  await policyRoutes(api, deps)
  await calendarRoutes(api, deps)
  await pricingRoutes(api, deps)
  await reviewRoutes(api, deps)
  await stayReviewRoutes(api, deps)
  await personRoutes(api, deps)
  await searchRoutes(api, { ...deps, search })
  await savedRoutes(api, { ...deps, search, siteOrigin: where.originFor })
  await bookingRoutes(api, {
    ...deps,
    runJob: worker.runNow,
    siteOrigin: where.originFor,
    reviewHintsOf: (db, bookings, viewer) => reviewHintsOf(db, bookings, { viewer, now: deps.clock.now() }),
  })
  await ownBookingRoutes(api, deps)
  await hostingRoutes(api, deps)
  await hostCalendarRoutes(api, deps)
  await moneyCaseRoutes(api, deps)
  // A scope of its own: signatures are checked over the raw body.
  await api.register(async (scope: App) => paymentRoutes(scope, { ...deps, provider }))
  await payoutRoutes(api, { ...deps, connect, siteOrigin: where.originFor })
  await api.register(async (scope: App) => payoutWebhookRoutes(scope, { ...deps, connect }))
}
