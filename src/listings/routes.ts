import { z } from 'zod'
import { findHost } from '../accounts/host.ts'
import type { ListingId } from '../kernel/ids.ts'
import type { Currency } from '../kernel/money.ts'
import { err, ok } from '../kernel/result.ts'
import type { Db } from '../platform/db.ts'
import type { Deps } from '../platform/deps.ts'
import { signedIn, signedInHost } from '../platform/http/actor.ts'
import { answer, type StatusOf } from '../platform/http/answer.ts'
import type { App } from '../platform/http/app.ts'
import { idWire } from '../platform/wire.ts'
import { createListing, type CreateListingError } from './create-listing.ts'
import { editListing, type EditListingError } from './edit-listing.ts'
import { findPolicy } from './find-policies.ts'
import { listingPatchWire } from './listing-facts.ts'
import { presentListing } from './present-listing.ts'
import { setPublication, viewPublication, type IsPriced, type Publication, type SetPublicationError } from './publish-listing.ts'
import { countListings } from './store.ts'
import { viewListing, type Viewer, type ViewListingError } from './view-listing.ts'
import { namedUnitsOf } from './units.ts'
import { listingWire, newListingWire, publicationStateWire, publicationWire, unitsWire } from './wire.ts'

export type ListingRouteDeps = Deps & {
  /** What is above listings knows ratings and prices. */
  ratingOf: (db: Db, listingId: ListingId) => Promise<{ average: number | null; count: number }>
  isPriced: IsPriced
  /** What the operator settles in: no listing may use another. */
  currencies: readonly Currency[]
}

const viewStatus = { listing_not_found: 404 } as const satisfies StatusOf<ViewListingError>
const createStatus = {
  email_unverified: 403,
  too_many_listings: 409,
  currency_not_settled: 422,
  bad_listing: 422,
  policy_not_offered: 422,
} as const satisfies StatusOf<CreateListingError>
const editStatus = {
  listing_not_found: 404,
  listing_changed: 409,
  bad_listing: 422,
  policy_not_offered: 422,
} as const satisfies StatusOf<EditListingError>
const publicationStatus = { listing_not_found: 404, not_ready: 409 } as const satisfies StatusOf<SetPublicationError>

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
    const { name: policyName } = await findPolicy(deps.db, listing.policy)
    return ok(presentListing(listing, { own, host, hostListings: published, rating, policyName }))
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
      summary: 'Start letting a place: a draft, until nothing is missing and it is published',
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
      const { was, ...patch } = request.body
      answer(reply, await editListing(deps, { listingId: request.params.id, hostId: host.hostId, patch, was }), editStatus)
      return answer(reply, await show(request.params.id, host), viewStatus)
    },
  })

  publicationRoutes(app, deps)

  app.route({
    method: 'GET',
    url: '/listings/:id/units',
    config: { access: 'host' },
    schema: {
      operationId: 'getUnits',
      tags: ['listings'],
      summary: "A listing's interchangeable units, for its host",
      params,
      response: { 200: unitsWire },
    },
    handler: async (request, reply) => {
      const viewed = answer(reply, await viewListing(deps.db, request.params.id, await request.actor()), viewStatus)
      if (!viewed.own) return answer(reply, err({ code: 'listing_not_found' as const }), viewStatus)
      return { items: await namedUnitsOf(deps.db, request.params.id) }
    },
  })
}

function publicationRoutes(app: App, deps: ListingRouteDeps): void {
  const url = '/listings/:id/publication'
  const config = { access: 'host' } as const
  const present = ({ state, missing }: Publication) => ({ state, missing: [...missing] })

  app.route({
    method: 'GET',
    url,
    config,
    schema: {
      operationId: 'getPublication',
      tags: ['listings'],
      summary: 'Whether a listing is shown, and what it still lacks',
      params,
      response: { 200: publicationStateWire },
    },
    handler: async (request, reply) => {
      const { hostId } = await signedInHost(request)
      const viewed = await viewPublication(deps.db, { listingId: request.params.id, hostId }, deps.isPriced)
      return present(answer(reply, viewed, publicationStatus))
    },
  })

  app.route({
    method: 'PUT',
    url,
    config,
    schema: {
      operationId: 'setPublication',
      tags: ['listings'],
      summary: 'Show a listing to everybody, or let it rest',
      params,
      body: publicationWire,
      response: { 200: publicationStateWire },
    },
    handler: async (request, reply) => {
      const { hostId } = await signedInHost(request)
      const set = await setPublication(deps, { listingId: request.params.id, hostId, published: request.body.published }, deps.isPriced)
      return present(answer(reply, set, publicationStatus))
    },
  })
}
