import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { dayNumber, fromDayNumber } from '../kernel/calendar-date.ts'
import type { BareListing } from '../listings/listing.ts'
import { viewBareListing, type ViewListingError } from '../listings/view-listing.ts'
import { calendarQueryWire, calendarWire, openNightsWire } from '../listings/wire.ts'
import { err } from '../kernel/result.ts'
import { nightCount, parseStay, type StayError } from '../kernel/stay.ts'
import type { Deps } from '../platform/deps.ts'
import { signedInHost } from '../platform/http/actor.ts'
import { answer, type StatusOf } from '../platform/http/answer.ts'
import type { App } from '../platform/http/app.ts'
import { idWire } from '../platform/wire.ts'
import type { Override } from './price-plan.ts'
import { setPrices, type Prices, type SetPricesError } from './set-prices.ts'
import { viewCalendar, viewOpenNights, type ViewCalendarError } from './view-calendar.ts'
import { tryPrices, viewPrices, type TryPricesError, type ViewPricesError } from './view-prices.ts'
import { pricesWire, setPricesWire, triedPricesWire, tryPricesWire } from './wire.ts'

const viewStatus = {
  listing_not_found: 404,
  range_empty: 422,
  range_too_long: 422,
  not_priced: 422,
} as const satisfies StatusOf<ViewListingError | ViewCalendarError>

const setStatus = {
  listing_not_found: 404,
  prices_changed: 409,
  bad_price_plan: 422,
  bad_override: 422,
  overrides_overlap: 422,
  too_many_overrides: 422,
} as const satisfies StatusOf<SetPricesError>

const pricesStatus = { listing_not_found: 404, not_priced: 404 } as const satisfies StatusOf<ViewPricesError>
const tryStatus = {
  listing_not_found: 404,
  bad_price_plan: 422,
  stay_empty: 422,
  stay_too_long: 422,
} as const satisfies StatusOf<TryPricesError | StayError>

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
      const listing = await shownListing(deps, request, reply)
      const days = answer(reply, await viewCalendar(deps, { listing, ...request.query }), viewStatus)
      return { listingId: listing.id, nightsMin: listing.nightsMin, nightsMax: listing.nightsMax, days }
    },
  })

  app.route({
    method: 'GET',
    url: '/listings/:id/nights',
    config: { access: 'public' },
    schema: {
      operationId: 'getOpenNights',
      tags: ['listings'],
      summary: 'Which nights are free, a letter a day, without prices',
      params,
      querystring: calendarQueryWire,
      response: { 200: openNightsWire },
    },
    handler: async (request, reply) => {
      const listing = await shownListing(deps, request, reply)
      const { from, days, least } = answer(reply, await viewOpenNights(deps, { listing, ...request.query }), viewStatus)
      return { from, days, least: [...least] }
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
      const { overrides, was, ...plan } = request.body
      const ranges = overrides?.map(({ from, until, nightlyMinor }) => ({
        fromDay: dayNumber(from),
        untilDay: dayNumber(until),
        nightlyMinor,
      }))
      const set = answer(reply, await setPrices(deps, { listingId: request.params.id, hostId, plan, overrides: ranges, was }), setStatus)
      return presentPrices(set)
    },
  })
  hostPriceRoutes(app, deps)
}

type OfListing = FastifyRequest & { params: z.infer<typeof params> }

/** What rests can't be booked: its nights are nobody else's business. */
async function shownListing({ db }: Deps, request: OfListing, reply: FastifyReply): Promise<BareListing> {
  const { listing, own } = answer(reply, await viewBareListing(db, request.params.id, await request.actor()), viewStatus)
  return listing.state === 'published' || own ? listing : answer(reply, err({ code: 'listing_not_found' as const }), viewStatus)
}

function hostPriceRoutes(app: App, { db }: Deps): void {
  app.route({
    method: 'GET',
    url: '/listings/:id/pricing',
    config: { access: 'host' },
    schema: {
      operationId: 'getPrices',
      tags: ['listings'],
      summary: 'What a listing charges, as its host has set it',
      params,
      response: { 200: pricesWire },
    },
    handler: async (request, reply) => {
      const { hostId } = await signedInHost(request)
      return presentPrices(answer(reply, await viewPrices(db, { listingId: request.params.id, hostId }), pricesStatus))
    },
  })

  app.route({
    method: 'POST',
    url: '/listings/:id/pricing/trial',
    config: { access: 'host' },
    schema: {
      operationId: 'tryPrices',
      tags: ['listings'],
      summary: 'What a stay would cost, and bring, under other prices; changes nothing',
      params,
      body: tryPricesWire,
      response: { 200: triedPricesWire },
    },
    handler: async (request, reply) => {
      const { hostId } = await signedInHost(request)
      const { prices, checkIn, checkOut, ...guests } = request.body
      const stay = answer(reply, parseStay(checkIn, checkOut), tryStatus)
      const quote = answer(reply, await tryPrices(db, { listingId: request.params.id, hostId, plan: prices, stay, guests }), tryStatus)
      const lines = quote.lines.map((line) => ({ ...line, includeFor: [...line.includeFor] }))
      return { nights: nightCount(stay), total: quote.total, hostPayout: quote.hostPayout, lines }
    },
  })
}

const presentPrices = ({ plan, overrides }: Prices) => ({ ...plan, overrides: overrides.map(presentOverride) })

const presentOverride = ({ fromDay, untilDay, nightlyMinor }: Override) => {
  return { from: fromDayNumber(fromDay), until: fromDayNumber(untilDay), nightlyMinor }
}
