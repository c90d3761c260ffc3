import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { freeUnits, isSoldOut } from '../calendar/free-units.ts'
import { idFrom } from '../kernel/ids.ts'
import { parseStay, type Stay, type StayError } from '../kernel/stay.ts'
import type { CalendarDate } from '../kernel/calendar-date.ts'
import type { Deps } from '../platform/deps.ts'
import type { JobId } from '../platform/enqueue.ts'
import { signedIn } from '../platform/http/actor.ts'
import { refusal, type StatusOf } from '../platform/http/answer.ts'
import type { App } from '../platform/http/app.ts'
import { idempotent, isUnused, refusalAnswer, sendAnswer } from '../platform/http/idempotent.ts'
import { idWire } from '../platform/wire.ts'
import { quoteWire, stayRequestWire } from '../pricing/wire.ts'
import { alterationRoutes } from './alteration-routes.ts'
import type { NotCancellable } from './booking.ts'
import { cancelBooking, type CancelBookingError } from './cancel-booking.ts'
import { createBooking, type BookingRequest, type CreateBookingError } from './create-booking.ts'
import { listBookings, type ListBookingsError } from './list-bookings.ts'
import { offerStay, type OfferError } from './offer-stay.ts'
import { findPayment } from '../payments/find-payment.ts'
import { presentBookings, presentCancelled, presentMade, presentQuote, type ReviewHintsOf } from './present-booking.ts'
import { noShowRoutes } from './no-show-routes.ts'
import { operatorBookingRoutes } from './operator-routes.ts'
import { presentPreview } from './present-preview.ts'
import { previewCancellation, viewBooking, type ViewBookingError } from './view-booking.ts'
import { requestRoutes, withdraw } from './request-routes.ts'
import * as wire from './wire.ts'

export type BookingRouteDeps = Deps & {
  reviewHintsOf: ReviewHintsOf
  /** Runs a job now rather than when its turn comes; comes back early when the provider is slow or down. */
  runJob: (id: JobId) => Promise<unknown>
  /** The site as this reader's browser shows it: that is where the provider sends them back to, and where they are signed in. */
  siteOrigin: (request: FastifyRequest) => string
}

const offerStatus = {
  stay_empty: 422,
  stay_too_long: 422,
  stay_too_short: 422,
  dates_past: 422,
  dates_too_far: 422,
  too_many_guests: 422,
  too_many_pets: 422,
  not_priced: 422,
  too_late_to_ask: 422,
  listing_not_found: 404,
} as const satisfies StatusOf<OfferError | StayError>

const createStatus = {
  ...offerStatus,
  idempotency_key_reused: 422,
  email_unverified: 403,
  own_listing: 422,
  currency_mismatch: 422,
  price_changed: 409,
  nights_taken: 409,
  too_many_holds: 409,
} as const satisfies StatusOf<CreateBookingError | StayError>

const viewStatus = { booking_not_found: 404, booking_not_cancellable: 409 } as const satisfies StatusOf<ViewBookingError | NotCancellable>
const cancelStatus = { ...viewStatus, refund_changed: 409, booking_changed: 409 } as const satisfies StatusOf<CancelBookingError>
const listStatus = { bad_cursor: 400 } as const satisfies StatusOf<ListBookingsError>

const bookingParams = z.object({ id: idWire<'booking'>() })
const tags = ['bookings']

/** Quotes, bookings and their end, by their people and by those who run the market. */
export async function bookingRoutes(app: App, deps: BookingRouteDeps): Promise<void> {
  quoteRoute(app, deps)
  createRoute(app, deps)
  readRoutes(app, deps)
  previewRoute(app, deps)
  cancelRoute(app, deps)
  await operatorBookingRoutes(app, deps)
  requestRoutes(app, deps)
  noShowRoutes(app, deps)
  await alterationRoutes(app, deps)
}

function quoteRoute(app: App, deps: BookingRouteDeps): void {
  app.route({
    method: 'POST',
    url: '/quotes',
    config: { access: 'public' },
    schema: {
      operationId: 'quoteStay',
      tags,
      summary: 'What a stay costs, line by line',
      body: stayRequestWire,
      response: { 200: quoteWire },
    },
    handler: async ({ body }) => {
      const stay = stayOf(body)
      const offer = await offerStay(deps, { listingId: body.listingId, stay, guests: body })
      if (!offer.ok) throw refusal(offer.error, offerStatus)
      const { listing, ...offered } = offer.value
      const free = (await freeUnits(deps.db, listing.id, stay)).length > 0
      return presentQuote(listing, { ...offered, stay, free, now: deps.clock.now() })
    },
  })
}

function createRoute(app: App, deps: BookingRouteDeps): void {
  app.route({
    method: 'POST',
    url: '/bookings',
    config: { access: 'signed_in', limit: 'booking' },
    schema: {
      operationId: 'createBooking',
      tags,
      summary: 'Hold the nights for 15 minutes and ask for payment',
      body: wire.bookingRequestWire,
      response: { 201: wire.bookingMadeWire },
    },
    handler: async (request, reply) => {
      const { body } = request
      const guest = await signedIn(request)
      const bookingId = idFrom<'booking'>(`booking:${guest.userId}:${String(request.headers['idempotency-key'])}`)
      const { adults, children, infants, pets, listingId, expectedTotal } = body
      const asked: BookingRequest = {
        bookingId,
        guest: { ...guest, name: body.guestName || guest.name, phone: body.guestPhone, note: body.note },
        listingId,
        stay: stayOf(body),
        guests: { adults, children, infants, pets },
        expectedTotal,
        returnUrl: `${deps.siteOrigin(request)}/trips/${bookingId}`,
      }
      // When thousands want one night, all but the first few are told so by a few reads, and nothing is written for them.
      const isLate = (await isSoldOut(deps.db, listingId, asked.stay)) && (await isUnused(deps.db, request, guest.userId))
      if (isLate) throw refusal({ code: 'nights_taken' }, createStatus)
      const sent = await idempotent(deps, request, guest.userId, async (seal) => {
        const made = await createBooking(deps, asked, (tx, booking) => seal(tx, { status: 201, body: presentMade(booking, undefined) }))
        if (!made.ok) return refusalAnswer(request, made.error, createStatus)
        const { booking, openPayment } = made.value
        if (openPayment) await deps.runJob(openPayment)
        return { status: 201, body: presentMade(booking, await findPayment(deps.db, booking.state.paymentId)) }
      })
      return sendAnswer(reply, sent)
    },
  })
}

function readRoutes(app: App, deps: BookingRouteDeps): void {
  app.route({
    method: 'GET',
    url: '/bookings',
    config: { access: 'signed_in' },
    schema: {
      operationId: 'listBookings',
      tags,
      summary: "One's own trips, or the reservations of one's homes",
      querystring: wire.bookingListQueryWire,
      response: { 200: wire.bookingListWire },
    },
    handler: async (request) => {
      const found = await listBookings(deps, { person: await signedIn(request), ...request.query })
      if (!found.ok) throw refusal(found.error, listStatus)
      return { items: await presentBookings(deps, found.value.bookings, request.query.as), nextCursor: found.value.nextCursor }
    },
  })

  app.route({
    method: 'GET',
    url: '/bookings/:id',
    config: { access: 'signed_in' },
    schema: { operationId: 'getBooking', tags, summary: 'One booking', params: bookingParams, response: { 200: wire.bookingWire } },
    handler: async (request) => {
      const viewed = await viewBooking(deps, { bookingId: request.params.id, person: await signedIn(request) })
      if (!viewed.ok) throw refusal(viewed.error, viewStatus)
      const [presented] = await presentBookings(deps, [viewed.value.booking], viewed.value.viewer)
      if (!presented) throw new Error('a booking that was found was not presented')
      return presented
    },
  })
}

function previewRoute(app: App, deps: BookingRouteDeps): void {
  app.route({
    method: 'GET',
    url: '/bookings/:id/cancellation-preview',
    config: { access: 'signed_in' },
    schema: {
      operationId: 'previewCancellation',
      tags,
      summary: 'What would come back if the booking were called off now',
      params: bookingParams,
      response: { 200: wire.cancellationPreviewWire },
    },
    handler: async (request) => {
      const preview = await previewCancellation(deps, { bookingId: request.params.id, person: await signedIn(request) })
      if (!preview.ok) throw refusal(preview.error, viewStatus)
      return presentPreview(preview.value, deps.clock.now())
    },
  })
}

function cancelRoute(app: App, deps: BookingRouteDeps): void {
  app.route({
    method: 'POST',
    url: '/bookings/:id/cancellation',
    config: { access: 'signed_in', limit: 'booking' },
    schema: {
      operationId: 'cancelBooking',
      tags,
      summary: 'Call a booking off, take back a request, or give up a hold',
      params: bookingParams,
      body: wire.cancellationRequestWire,
      response: { 200: wire.bookingCancelledWire },
    },
    handler: async (request, reply) => {
      const person = await signedIn(request)
      const bookingId = request.params.id
      const sent = await idempotent(deps, request, person.userId, async (seal) => {
        const viewed = await viewBooking(deps, { bookingId, person })
        if (!viewed.ok) return refusalAnswer(request, viewed.error, cancelStatus)
        const { booking, viewer } = viewed.value
        const isOpen = booking.state.name === 'pending_payment' || booking.state.name === 'requested'
        if (isOpen && viewer === 'guest') return withdraw(deps, request, { bookingId, person, seal })
        const asked = { bookingId, person, expectedRefund: request.body.expectedRefund }
        const cancelled = await cancelBooking(deps, asked, (tx, after) => seal(tx, { status: 200, body: presentCancelled(after) }))
        if (!cancelled.ok) return refusalAnswer(request, cancelled.error, cancelStatus)
        if (cancelled.value.refund) await deps.runJob(cancelled.value.refund)
        return { status: 200, body: presentCancelled(cancelled.value.booking) }
      })
      return sendAnswer(reply, sent)
    },
  })
}

/** @throws Problem when the dates make no stay. */
function stayOf({ checkIn, checkOut }: { checkIn: CalendarDate; checkOut: CalendarDate }): Stay {
  const stay = parseStay(checkIn, checkOut)
  if (!stay.ok) throw refusal(stay.error, offerStatus)
  return stay.value
}
