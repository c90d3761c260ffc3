import { z } from 'zod'
import type { ViewBookingError } from '../bookings/view-booking.ts'
import { toIso } from '../kernel/clock.ts'
import type { Deps } from '../platform/deps.ts'
import { signedIn } from '../platform/http/actor.ts'
import { answer, type StatusOf } from '../platform/http/answer.ts'
import type { App } from '../platform/http/app.ts'
import { idWire } from '../platform/wire.ts'
import type { StayReview } from './stay-review.ts'
import { viewStayReviews, type StayReviews } from './view-stay-reviews.ts'
import { stayReviewRequestWire, stayReviewsWire } from './wire.ts'
import { writeReview, type WriteReviewError } from './write-review.ts'

const viewStatus = { booking_not_found: 404 } as const satisfies StatusOf<ViewBookingError>
const writeStatus = {
  ...viewStatus,
  stay_not_over: 409,
  reviews_closed: 409,
  reviews_published: 409,
  categories_missing: 422,
  not_for_hosts: 422,
} as const satisfies StatusOf<WriteReviewError>

const params = z.object({ id: idWire<'booking'>() })
const config = { access: 'signed_in' } as const
const tags = ['reviews']

/** What guest and host say of a stay they had with each other. */
export async function stayReviewRoutes(app: App, deps: Deps): Promise<void> {
  app.route({
    method: 'GET',
    url: '/bookings/:id/reviews',
    config,
    schema: {
      operationId: 'getStayReviews',
      tags,
      summary: 'The reviews of a stay, as far as one may see them',
      params,
      response: { 200: stayReviewsWire },
    },
    handler: async (request, reply) => {
      const person = await signedIn(request)
      return present(answer(reply, await viewStayReviews(deps, { bookingId: request.params.id, person }), viewStatus))
    },
  })

  app.route({
    method: 'POST',
    url: '/bookings/:id/reviews',
    config,
    schema: {
      operationId: 'writeReview',
      tags,
      summary: 'Say how the stay was, or say it anew; hidden until both have, or for 14 days',
      params,
      body: stayReviewRequestWire,
      response: { 200: stayReviewsWire, 201: stayReviewsWire },
    },
    handler: async (request, reply) => {
      const { rating, categories = null, text: body, privateNote } = request.body
      const opinion = { rating, categories, body, privateNote }
      const written = await writeReview(deps, { bookingId: request.params.id, person: await signedIn(request), opinion })
      const status = written.ok && written.value.isNew ? 201 : 200
      return present(answer(reply, written, writeStatus, status))
    },
  })
}

function present({ viewer, canReview, until, published, mine, theirs }: StayReviews): z.input<typeof stayReviewsWire> {
  return { viewer, canReview, until: toIso(until), published, mine: mine && presentOne(mine), theirs: theirs && presentOne(theirs) }
}

const presentOne = ({ rating, categories, body, privateNote }: StayReview) => ({ rating, categories, text: body, privateNote })
