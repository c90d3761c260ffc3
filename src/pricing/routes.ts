import { z } from 'zod'
import { dayNumber, fromDayNumber } from '../kernel/calendar-date.ts'
import { viewListing, type ViewListingError } from '../listings/view-listing.ts'
import { calendarQueryWire, calendarWire } from '../listings/wire.ts'
import type { Deps } from '../platform/deps.ts'
import { signedInHost } from '../platform/http/actor.ts'
import { answer, type StatusOf } from '../platform/http/answer.ts'
import type { App } from '../platform/http/app.ts'
import { idWire } from '../platform/wire.ts'
import type { Override } from './price-plan.ts'
import { setPrices, type SetPricesError } from './set-prices.ts'
import { viewCalendar, type ViewCalendarError } from './view-calendar.ts'
import { pricesWire, setPricesWire } from './wire.ts'

const viewStatus = {
  listing_not_found: 404,
  range_empty: 422,
  range_too_long: 422,
  not_priced: 422,
} as const satisfies StatusOf<ViewListingError | ViewCalendarError>

const setStatus = {
  listing_not_found: 404,
  bad_price_plan: 422,
  bad_override: 422,
  overrides_overlap: 422,
  too_many_overrides: 422,
} as const satisfies StatusOf<SetPricesError>

const params = z.object({ id: idWire<'listing'>() })

export async function pricingRoutes(app: App, deps: Deps): Promise<void> {
  app.route({
    method: 'GET',
    url: '/listings/:id/calendar',
    config: { access: 'public' },
    schema: {
      operationId: 'getCalendar',
      tags: ['listings'],
      summary: 'Which nights are free, and what each costs',
      params,
      querystring: calendarQueryWire,
      response: { 200: calendarWire },
    },
    handler: async (request, reply) => {
      const { listing } = answer(reply, await viewListing(deps.db, request.params.id, await request.actor()), viewStatus)
      const days = answer(reply, await viewCalendar(deps, { listing, ...request.query }), viewStatus)
      return { listingId: listing.id, nightsMin: listing.nightsMin, nightsMax: listing.nightsMax, days }
    },
  })

  app.route({
    method: 'PUT',
    url: '/listings/:id/pricing',
    config: { access: 'host' },
    schema: {
      operationId: 'setPrices',
      tags: ['listings'],
      summary: 'Set what a listing charges, for stays booked from now on',
      params,
      body: setPricesWire,
      response: { 200: pricesWire },
    },
    handler: async (request, reply) => {
      const { hostId } = await signedInHost(request)
      const { overrides, ...plan } = request.body
      const ranges = overrides?.map(({ from, until, nightlyMinor }) => ({
        fromDay: dayNumber(from),
        untilDay: dayNumber(until),
        nightlyMinor,
      }))
      const set = answer(reply, await setPrices(deps, { listingId: request.params.id, hostId, plan, overrides: ranges }), setStatus)
      return { ...set.plan, overrides: set.overrides.map(presentOverride) }
    },
  })
}

const presentOverride = ({ fromDay, untilDay, nightlyMinor }: Override) => {
  return { from: fromDayNumber(fromDay), until: fromDayNumber(untilDay), nightlyMinor }
}
