import { z } from 'zod'
import { viewBareListing, type ViewListingError } from '../listings/view-listing.ts'
import { presentPortrait } from '../pictures/present-portrait.ts'
import type { Deps } from '../platform/deps.ts'
import { answer, type StatusOf } from '../platform/http/answer.ts'
import type { App } from '../platform/http/app.ts'
import { idWire } from '../platform/wire.ts'
import { ratingOf, reviewsOf, summaryOf, type ReviewsError } from './find-reviews.ts'
import { reviewsQueryWire, reviewsWire } from './wire.ts'

const statuses = { listing_not_found: 404, bad_cursor: 400 } as const satisfies StatusOf<ViewListingError | ReviewsError>

export async function reviewRoutes(app: App, deps: Pick<Deps, 'db'>): Promise<void> {
  app.route({
    method: 'GET',
    url: '/listings/:id/reviews',
    config: { access: 'public' },
    schema: {
      operationId: 'listReviews',
      tags: ['reviews'],
      summary: 'What guests said, newest first',
      params: z.object({ id: idWire<'listing'>() }),
      querystring: reviewsQueryWire,
      response: { 200: reviewsWire },
    },
    handler: async (request, reply) => {
      const { db } = deps
      const { listing } = answer(reply, await viewBareListing(db, request.params.id, await request.actor()), statuses)
      const { reviews, nextCursor } = answer(reply, await reviewsOf(db, listing.id, request.query), statuses)
      const items = reviews.map((review) => ({ ...review, portrait: presentPortrait(review.portrait) }))
      return { items, nextCursor, rating: await ratingOf(db, listing.id), summary: await summaryOf(db, listing.id) }
    },
  })
}
