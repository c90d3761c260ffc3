import { z } from 'zod'
import { signedIn } from '../platform/http/actor.ts'
import { refusal, type StatusOf } from '../platform/http/answer.ts'
import type { App } from '../platform/http/app.ts'
import { idempotent, refusalAnswer, sendAnswer } from '../platform/http/idempotent.ts'
import { idWire } from '../platform/wire.ts'
import { cancelAsOperator, type CancelAsOperatorError } from './cancel-as-operator.ts'
import { findForOperator } from './find-for-operator.ts'
import * as wire from './operator-wire.ts'
import { presentCancelled } from './present-booking.ts'
import { presentForOperator, presentFound, presentGoodwill } from './present-for-operator.ts'
import { refundAsOperator, type RefundAsOperatorError } from './refund-as-operator.ts'
import type { BookingRouteDeps } from './routes.ts'
import { findBooking } from './store.ts'

const overrideStatus = { more_than_paid: 422, host_cannot_bear: 422, currency_mismatch: 422 } as const
const cancelStatus = {
  ...overrideStatus,
  booking_not_found: 404,
  booking_not_cancellable: 409,
  booking_changed: 409,
} as const satisfies StatusOf<CancelAsOperatorError>
const refundStatus = {
  ...overrideStatus,
  booking_not_found: 404,
  booking_not_paid: 409,
  booking_changed: 409,
  nothing_to_refund: 422,
} as const satisfies StatusOf<RefundAsOperatorError>

const params = z.object({ id: idWire<'booking'>() })
const tags = ['operator']
type Deps = Omit<BookingRouteDeps, 'siteOrigin'>

/** What those who run the market may see of a booking, and do about it. */
export async function operatorBookingRoutes(app: App, deps: Deps): Promise<void> {
  readRoutes(app, deps)
  cancelRoute(app, deps)
  refundRoute(app, deps)
}

function readRoutes(app: App, deps: Deps): void {
  app.route({
    method: 'GET',
    url: '/operator/bookings',
    config: { access: 'operator' },
    schema: {
      operationId: 'findBookings',
      tags,
      summary: 'Bookings by id, or by the address of their guest',
      querystring: wire.operatorBookingsQueryWire,
      response: { 200: wire.operatorBookingsWire },
    },
    handler: async (request) => ({ items: (await findForOperator(deps, request.query.find)).map(presentFound) }),
  })

  app.route({
    method: 'GET',
    url: '/operator/bookings/:id',
    config: { access: 'operator' },
    schema: {
      operationId: 'getOperatorBooking',
      tags,
      summary: 'One booking with its money and its history',
      params,
      response: { 200: wire.operatorBookingWire },
    },
    handler: async (request) => {
      const booking = await findBooking(deps.db, request.params.id)
      if (!booking) throw refusal({ code: 'booking_not_found' }, { booking_not_found: 404 })
      return presentForOperator(deps, booking)
    },
  })
}

function cancelRoute(app: App, deps: Deps): void {
  app.route({
    method: 'POST',
    url: '/operator/bookings/:id/cancellation',
    config: { access: 'operator', limit: 'booking' },
    schema: {
      operationId: 'cancelAsOperator',
      tags,
      summary: 'Call a booking off, by its policy or by a split of your own, or end a request that nobody has answered',
      params,
      body: wire.operatorCancellationWire,
      response: { 200: wire.operatorCancelledWire },
    },
    handler: async (request, reply) => {
      const { userId } = await signedIn(request)
      const { reason, refund: wanted, bornBy, nights } = request.body
      const asked = { bookingId: request.params.id, operatorId: userId, reason, wanted, bornBy, nights }
      const sent = await idempotent(deps, request, userId, async (seal) => {
        const done = await cancelAsOperator(deps, asked, (tx, after) => seal(tx, { status: 200, body: presentCancelled(after) }))
        if (!done.ok) return refusalAnswer(request, done.error, cancelStatus)
        if (done.value.money) await deps.runJob(done.value.money)
        return { status: 200, body: presentCancelled(done.value.booking) }
      })
      return sendAnswer(reply, sent)
    },
  })
}

function refundRoute(app: App, deps: Deps): void {
  app.route({
    method: 'POST',
    url: '/operator/bookings/:id/refunds',
    config: { access: 'operator', limit: 'booking' },
    schema: {
      operationId: 'refundAsOperator',
      tags,
      summary: 'Give money back without calling anything off, or after it was',
      params,
      body: wire.operatorRefundWire,
      response: { 201: wire.operatorRefundedWire },
    },
    handler: async (request, reply) => {
      const { userId } = await signedIn(request)
      const { reason, refund: wanted, bornBy } = request.body
      const asked = { bookingId: request.params.id, operatorId: userId, reason, wanted, bornBy }
      const sent = await idempotent(deps, request, userId, async (seal) => {
        const done = await refundAsOperator(deps, asked, (tx, given) => seal(tx, { status: 201, body: presentGoodwill(given) }))
        if (!done.ok) return refusalAnswer(request, done.error, refundStatus)
        if (done.value.job) await deps.runJob(done.value.job)
        return { status: 201, body: presentGoodwill(done.value) }
      })
      return sendAnswer(reply, sent)
    },
  })
}
