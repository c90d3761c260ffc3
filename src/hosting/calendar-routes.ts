import { z } from 'zod'
import { nightsSetWire } from '../calendar/wire.ts'
import { nightCount, parseStay, type StayError } from '../kernel/stay.ts'
import type { Deps } from '../platform/deps.ts'
import { signedInHost } from '../platform/http/actor.ts'
import { answer, type StatusOf } from '../platform/http/answer.ts'
import type { App } from '../platform/http/app.ts'
import { idWire } from '../platform/wire.ts'
import { tryNightly, type TryNightlyError } from '../pricing/try-nightly.ts'
import { arrangeNights, type ArrangeNightsError } from './arrange-nights.ts'
import { presentHome } from './present-host-calendar.ts'
import { viewHostCalendar, type ViewHostCalendarError } from './view-host-calendar.ts'
import { arrangeNightsWire, hostCalendarQueryWire, hostCalendarWire, triedNightsWire, tryNightsWire } from './wire.ts'

const tags = ['hosting']
const params = z.object({ id: idWire<'listing'>() })

const viewStatus = {
  listing_not_found: 404,
  range_empty: 422,
  range_too_long: 422,
  bad_cursor: 400,
} as const satisfies StatusOf<ViewHostCalendarError>

const arrangeStatus = {
  listing_not_found: 404,
  range_empty: 422,
  range_too_long: 422,
  dates_too_far: 422,
  nothing_to_set: 422,
  currency_mismatch: 422,
  min_above_max: 422,
  not_priced: 422,
  bad_override: 422,
  overrides_overlap: 422,
  too_many_overrides: 422,
  too_many_stay_rules: 422,
} as const satisfies StatusOf<ArrangeNightsError>

const tryStatus = {
  listing_not_found: 404,
  not_priced: 422,
  stay_empty: 422,
  stay_too_long: 422,
  currency_mismatch: 422,
} as const satisfies StatusOf<TryNightlyError | StayError>

/** The host's calendar: what is there, what would be, and what is to be. */
export async function hostCalendarRoutes(app: App, deps: Deps): Promise<void> {
  app.route({
    method: 'GET',
    url: '/hosting/calendar',
    config: { access: 'host' },
    schema: {
      operationId: 'viewHostCalendar',
      tags,
      summary: "The nights of a host's homes: who has them and why, and what each costs",
      querystring: hostCalendarQueryWire,
      response: { 200: hostCalendarWire },
    },
    handler: async (request, reply) => {
      const { hostId } = await signedInHost(request)
      const { from, to, listing, cursor } = request.query
      const asked = { hostId, days: { from, until: to }, listingId: listing, cursor }
      const { homes, nextCursor } = answer(reply, await viewHostCalendar(deps, asked), viewStatus)
      return { from, to, homes: homes.map(presentHome), nextCursor }
    },
  })

  app.route({
    method: 'PUT',
    url: '/listings/:id/nights',
    config: { access: 'host', limit: 'booking' },
    schema: {
      operationId: 'arrangeNights',
      tags,
      summary: 'Set what picked nights cost, how long a stay must be that begins on them, and whether they are let',
      params,
      body: arrangeNightsWire,
      response: { 200: nightsSetWire },
    },
    handler: async (request, reply) => {
      const { hostId } = await signedInHost(request)
      const { from, to, ...arrangement } = request.body
      const asked = { listingId: request.params.id, hostId, range: { from, until: to }, arrangement }
      const set = answer(reply, await arrangeNights(deps, asked), arrangeStatus)
      return { ...set, conflicts: [...set.conflicts] }
    },
  })

  app.route({
    method: 'POST',
    url: '/listings/:id/nights/trial',
    config: { access: 'host' },
    schema: {
      operationId: 'tryNights',
      tags,
      summary: 'What guests would pay for some nights, and what the host would get; changes nothing',
      params,
      body: tryNightsWire,
      response: { 200: triedNightsWire },
    },
    handler: async (request, reply) => {
      const { hostId } = await signedInHost(request)
      const { checkIn, checkOut, nightly, ...guests } = request.body
      const stay = answer(reply, parseStay(checkIn, checkOut), tryStatus)
      const asked = { listingId: request.params.id, hostId, stay, guests, nightly }
      const quote = answer(reply, await tryNightly(deps.db, asked), tryStatus)
      const lines = quote.lines.map((line) => ({ ...line, includeFor: [...line.includeFor] }))
      return { nights: nightCount(stay), total: quote.total, hostPayout: quote.hostPayout, lines }
    },
  })
}
