import { z } from 'zod'
import { findHost } from '../accounts/host.ts'
import type { ListingId } from '../kernel/ids.ts'
import type { Currency } from '../kernel/money.ts'
import { ok } from '../kernel/result.ts'
import type { Db, Tx } from '../platform/db.ts'
import type { Deps } from '../platform/deps.ts'
import { signedIn, signedInHost } from '../platform/http/actor.ts'
import { answer, type StatusOf } from '../platform/http/answer.ts'
import type { App } from '../platform/http/app.ts'
import { idWire } from '../platform/wire.ts'
import { createListing, type CreateListingError } from './create-listing.ts'
import { editListing, type EditListingError } from './edit-listing.ts'
import { listingPatchWire } from './listing-facts.ts'
import { presentListing } from './present-listing.ts'
import { setPublication, type SetPublicationError } from './publish-listing.ts'
import { countListings } from './store.ts'
import { viewListing, type Viewer, type ViewListingError } from './view-listing.ts'
import { listingWire, newListingWire, publicationWire, stateWire } from './wire.ts'

export type ListingRouteDeps = Deps & {
  /** What is above listings knows ratings and prices. */
  ratingOf: (db: Db, listingId: ListingId) => Promise<{ average: number | null; count: number }>
  isPriced: (tx: Tx, listingId: ListingId) => Promise<boolean>
  /** What the operator settles in: no listing may use another. */
  currencies: readonly Currency[]
}

const viewStatus = { listing_not_found: 404 } as const satisfies StatusOf<ViewListingError>
const createStatus = {
  email_unverified: 403,
  too_many_listings: 409,
  currency_not_settled: 422,
  bad_listing: 422,
} as const satisfies StatusOf<CreateListingError>
const editStatus = { listing_not_found: 404, bad_listing: 422 } as const satisfies StatusOf<EditListingError>
const publicationStatus = { listing_not_found: 404, not_priced: 409 } as const satisfies StatusOf<SetPublicationError>

const params = z.object({ id: idWire<'listing'>() })

export async function listingRoutes(app: App, deps: ListingRouteDeps): Promise<void> {
  const show = async (listingId: ListingId, viewer: Viewer) => {
    const viewed = await viewListing(deps.db, listingId, viewer)
    if (!viewed.ok) return viewed
    const { listing, own } = viewed.value
    const host = await findHost(deps.db, listing.hostId)
    if (!host) throw new Error(`listing ${listing.id} has no host`)
    const { published } = await countListings(deps.db, listing.hostId)
    const rating = await deps.ratingOf(deps.db, listing.id)
    return ok(presentListing(listing, { own, host, hostListings: published, rating }))
  }

  app.route({
    method: 'GET',
    url: '/listings/:id',
    config: { access: 'public' },
    schema: { operationId: 'getListing', tags: ['listings'], summary: 'One listing', params, response: { 200: listingWire } },
    handler: async (request, reply) => answer(reply, await show(request.params.id, await request.actor()), viewStatus),
  })

  app.route({
    method: 'POST',
    url: '/listings',
    config: { access: 'signed_in' },
    schema: {
      operationId: 'createListing',
      tags: ['listings'],
      summary: 'Start letting a place: a draft, until it is priced and published',
      body: newListingWire,
      response: { 201: listingWire },
    },
    handler: async (request, reply) => {
      const person = await signedIn(request)
      const { unitNames, ...facts } = request.body
      const made = await createListing(deps, { person, facts, unitNames, currencies: deps.currencies })
      const { listingId, hostId } = answer(reply, made, createStatus)
      return answer(reply, await show(listingId, { hostId, roles: [] }), viewStatus, 201)
    },
  })

  app.route({
    method: 'PATCH',
    url: '/listings/:id',
    config: { access: 'host' },
    schema: {
      operationId: 'editListing',
      tags: ['listings'],
      summary: 'Change what a listing says',
      params,
      body: listingPatchWire,
      response: { 200: listingWire },
    },
    handler: async (request, reply) => {
      const host = await signedInHost(request)
      answer(reply, await editListing(deps, { listingId: request.params.id, hostId: host.hostId, patch: request.body }), editStatus)
      return answer(reply, await show(request.params.id, host), viewStatus)
    },
  })

  app.route({
    method: 'PUT',
    url: '/listings/:id/publication',
    config: { access: 'host' },
    schema: {
      operationId: 'setPublication',
      tags: ['listings'],
      summary: 'Show a listing to everybody, or take it from view',
      params,
      body: publicationWire,
      response: { 200: stateWire },
    },
    handler: async (request, reply) => {
      const { hostId } = await signedInHost(request)
      const set = await setPublication(deps, { listingId: request.params.id, hostId, published: request.body.published }, deps.isPriced)
      return answer(reply, set, publicationStatus)
    },
  })
}
