import { z } from 'zod'
import type { Deps } from '../platform/deps.ts'
import type { JobId } from '../platform/enqueue.ts'
import { signedIn } from '../platform/http/actor.ts'
import { refusal, type StatusOf } from '../platform/http/answer.ts'
import type { App } from '../platform/http/app.ts'
import { idempotent, refusalAnswer, sendAnswer } from '../platform/http/idempotent.ts'
import { idWire } from '../platform/wire.ts'
import { markNoShow, previewNoShow, type MarkNoShowError, type PreviewNoShowError } from './mark-no-show.ts'
import { presentNoShow } from './present-booking.ts'
import { presentPreview } from './present-preview.ts'
import { cancellationPreviewWire, noShowRequestWire, noShowWire } from './wire.ts'

const previewStatus = {
  booking_not_found: 404,
  only_the_host_says: 403,
  booking_not_in_stay: 409,
  too_early_for_no_show: 409,
} as const satisfies StatusOf<PreviewNoShowError>
const markStatus = { ...previewStatus, refund_changed: 409, booking_changed: 409 } as const satisfies StatusOf<MarkNoShowError>

const bookingParams = z.object({ id: idWire<'booking'>() })
const tags = ['bookings']

/** What a host says of a guest who never came. */
export function noShowRoutes(app: App, deps: Deps & { runJob: (id: JobId) => Promise<unknown> }): void {
  app.route({
    method: 'GET',
    url: '/bookings/:id/no-show-preview',
    config: { access: 'signed_in' },
    schema: {
      operationId: 'previewNoShow',
      tags,
      summary: 'For the host: what would go back if they said now that nobody came',
      params: bookingParams,
      response: { 200: cancellationPreviewWire },
    },
    handler: async (request) => {
      const preview = await previewNoShow(deps, { bookingId: request.params.id, person: await signedIn(request) })
      if (!preview.ok) throw refusal(preview.error, previewStatus)
      return presentPreview(preview.value, deps.clock.now())
    },
  })

  app.route({
    method: 'POST',
    url: '/bookings/:id/no-show',
    config: { access: 'signed_in', limit: 'booking' },
    schema: {
      operationId: 'markNoShow',
      tags,
      summary: 'For the host: say that nobody came. The nights go free, and the guest gets what calling it off now would bring',
      params: bookingParams,
      body: noShowRequestWire,
      response: { 200: noShowWire },
    },
    handler: async (request, reply) => {
      const person = await signedIn(request)
      const asked = { bookingId: request.params.id, person, expectedRefund: request.body.expectedRefund }
      const sent = await idempotent(deps, request, person.userId, async (seal) => {
        const marked = await markNoShow(deps, asked, (tx, after) => seal(tx, { status: 200, body: presentNoShow(after) }))
        if (!marked.ok) return refusalAnswer(request, marked.error, markStatus)
        if (marked.value.refund) await deps.runJob(marked.value.refund)
        return { status: 200, body: presentNoShow(marked.value.booking) }
      })
      return sendAnswer(reply, sent)
    },
  })
}
