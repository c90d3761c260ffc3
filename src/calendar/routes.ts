import { z } from 'zod'
import type { Deps } from '../platform/deps.ts'
import { signedInHost } from '../platform/http/actor.ts'
import { answer, type StatusOf } from '../platform/http/answer.ts'
import type { App } from '../platform/http/app.ts'
import { idWire } from '../platform/wire.ts'
import { setUnitsWire, unitsWire } from '../listings/wire.ts'
import { setUnits, type SetUnitsError } from './set-units.ts'
import { setNights, type SetNightsError } from './set-nights.ts'
import { nightsSetWire, setNightsWire } from './wire.ts'

const statuses = {
  listing_not_found: 404,
  range_empty: 422,
  range_too_long: 422,
  dates_too_far: 422,
} as const satisfies StatusOf<SetNightsError>

const unitStatuses = {
  listing_not_found: 404,
  unit_not_found: 404,
  units_changed: 409,
  unit_taken: 409,
} as const satisfies StatusOf<SetUnitsError>

export async function calendarRoutes(app: App, deps: Deps): Promise<void> {
  app.route({
    method: 'PUT',
    url: '/listings/:id/calendar',
    config: { access: 'host', limit: 'booking' },
    schema: {
      operationId: 'setNights',
      tags: ['listings'],
      summary: 'Keep nights for yourself, or let them again',
      params: z.object({ id: idWire<'listing'>() }),
      body: setNightsWire,
      response: { 200: nightsSetWire },
    },
    handler: async (request, reply) => {
      const { hostId } = await signedInHost(request)
      const { from, to, open } = request.body
      const set = answer(reply, await setNights(deps, { listingId: request.params.id, hostId, range: { from, until: to }, open }), statuses)
      return { ...set, conflicts: [...set.conflicts] }
    },
  })
  app.route({
    method: 'PUT',
    url: '/listings/:id/units',
    config: { access: 'host' },
    schema: {
      operationId: 'setUnits',
      tags: ['listings'],
      summary: 'Add, rename and take away units; one that somebody has nights in stays',
      params: z.object({ id: idWire<'listing'>() }),
      body: setUnitsWire,
      response: { 200: unitsWire },
    },
    handler: async (request, reply) => {
      const { hostId } = await signedInHost(request)
      const { units, was } = request.body
      const set = answer(reply, await setUnits(deps, { listingId: request.params.id, hostId, units, was }), unitStatuses)
      return { items: [...set] }
    },
  })
}
