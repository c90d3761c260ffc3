import type { z } from 'zod'
import { presentPhoto } from '../listings/present-photo.ts'
import type { Deps } from '../platform/deps.ts'
import { signedIn } from '../platform/http/actor.ts'
import { answer, type StatusOf } from '../platform/http/answer.ts'
import type { App } from '../platform/http/app.ts'
import { listOwnListings, type ListOwnError, type OwnListing } from './list-own-listings.ts'
import { ownListingsQueryWire, ownListingsWire } from './own-listings-wire.ts'

const statuses = { bad_cursor: 400 } as const satisfies StatusOf<ListOwnError>

/** What a host has of their own. Whoever lets nothing yet has an empty list. */
export async function ownListingsRoutes(app: App, deps: Pick<Deps, 'db' | 'clock'>): Promise<void> {
  app.route({
    method: 'GET',
    url: '/hosting/listings',
    config: { access: 'signed_in' },
    schema: {
      operationId: 'listOwnListings',
      tags: ['hosting'],
      summary: 'What one lets or is about to let, oldest first, with what each lacks',
      querystring: ownListingsQueryWire,
      response: { 200: ownListingsWire },
    },
    handler: async (request, reply) => {
      const { hostId } = await signedIn(request)
      if (hostId === null) return { items: [], nextCursor: null }
      const { cursor, limit } = request.query
      const { items, nextCursor } = answer(reply, await listOwnListings(deps, { hostId, cursor, limit }), statuses)
      return { items: items.map(present), nextCursor }
    },
  })
}

function present({ listing, missing, nightly, nextGuest }: OwnListing): z.input<typeof ownListingsWire>['items'][number] {
  const [cover] = listing.photos
  return {
    id: listing.id,
    state: listing.state,
    title: listing.title,
    placeType: listing.placeType,
    propertyType: listing.propertyType,
    town: listing.town,
    capacity: listing.unsaid.includes('capacity') ? null : listing.capacity,
    units: listing.unitIds.length,
    cover: cover ? presentPhoto(cover) : null,
    missing: [...missing],
    nightly,
    nextGuest,
  }
}
