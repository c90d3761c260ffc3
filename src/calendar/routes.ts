import { z } from 'zod'
import type { Deps } from '../platform/deps.ts'
import { signedInHost } from '../platform/http/actor.ts'
import { answer, type StatusOf } from '../platform/http/answer.ts'
import type { App } from '../platform/http/app.ts'
import { idWire } from '../platform/wire.ts'
import { setNights, type SetNightsError } from './set-nights.ts'
import { nightsSetWire, setNightsWire } from './wire.ts'

const statuses = {
  listing_not_found: 404,
  range_empty: 422,
  range_too_long: 422,
  dates_too_far: 422,
} as const satisfies StatusOf<SetNightsError>

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
}
