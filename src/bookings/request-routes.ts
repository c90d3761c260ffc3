import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Result } from '../kernel/result.ts'
import type { Deps } from '../platform/deps.ts'
import type { JobId } from '../platform/enqueue.ts'
import { signedIn } from '../platform/http/actor.ts'
import type { StatusOf } from '../platform/http/answer.ts'
import type { App } from '../platform/http/app.ts'
import { idempotent, refusalAnswer, sendAnswer, type Answer } from '../platform/http/idempotent.ts'
import type { Seal } from '../platform/seal.ts'
import { idWire } from '../platform/wire.ts'
import { acceptRequest, type AcceptRequestError, type Answered, type AnswerRequest } from './accept-request.ts'
import type { Booking } from './booking.ts'
import { declineRequest } from './decline-request.ts'
import { presentAnswered, presentCancelled } from './present-booking.ts'
import { bookingAnsweredWire } from './wire.ts'
import { withdrawRequest, type WithdrawRequestError } from './withdraw-request.ts'

type RequestRouteDeps = Deps & { runJob: (id: JobId) => Promise<unknown> }
type Answering = (deps: Deps, request: AnswerRequest, seal: Seal<Booking>) => Promise<Result<Answered, AcceptRequestError>>

const answerStatus = {
  booking_not_found: 404,
  only_the_host_answers: 403,
  booking_not_requested: 409,
  request_overdue: 409,
  booking_changed: 409,
} as const satisfies StatusOf<AcceptRequestError>

const withdrawStatus = {
  booking_not_found: 404,
  booking_not_cancellable: 409,
  booking_changed: 409,
} as const satisfies StatusOf<WithdrawRequestError>

const bookingParams = z.object({ id: idWire<'booking'>() })

/** What a host says to a guest who has asked. */
export function requestRoutes(app: App, deps: RequestRouteDeps): void {
  answerRoute(app, deps, {
    url: '/bookings/:id/acceptance',
    operationId: 'acceptBooking',
    summary: 'For the host: say yes to a request. The guest pays now',
    answer: acceptRequest,
  })
  answerRoute(app, deps, {
    url: '/bookings/:id/decline',
    operationId: 'declineBooking',
    summary: 'For the host: say no to a request. The guest pays nothing',
    answer: declineRequest,
  })
}

type AnswerRoute = Readonly<{
  url: '/bookings/:id/acceptance' | '/bookings/:id/decline'
  operationId: string
  summary: string
  answer: Answering
}>

function answerRoute(app: App, deps: RequestRouteDeps, { url, operationId, summary, answer }: AnswerRoute): void {
  app.route({
    method: 'POST',
    url,
    config: { access: 'signed_in', limit: 'booking' },
    schema: { operationId, tags: ['bookings'], summary, params: bookingParams, response: { 200: bookingAnsweredWire } },
    handler: async (request, reply) => {
      const person = await signedIn(request)
      const sent = await idempotent(deps, request, person.userId, async (seal) => {
        const asked = { bookingId: request.params.id, person }
        const answered = await answer(deps, asked, (tx, after) => seal(tx, { status: 200, body: presentAnswered(after) }))
        if (!answered.ok) return refusalAnswer(request, answered.error, answerStatus)
        await deps.runJob(answered.value.payment)
        return { status: 200, body: presentAnswered(answered.value.booking) }
      })
      return sendAnswer(reply, sent)
    },
  })
}

type Withdraw = AnswerRequest & { seal: Seal<Answer> }

/** For the route that calls bookings off: a guest takes back what is not agreed yet. */
export async function withdraw(deps: RequestRouteDeps, request: FastifyRequest, { seal, ...asked }: Withdraw): Promise<Answer> {
  const withdrawn = await withdrawRequest(deps, asked, (tx, after) => seal(tx, { status: 200, body: presentCancelled(after) }))
  if (!withdrawn.ok) return refusalAnswer(request, withdrawn.error, withdrawStatus)
  await deps.runJob(withdrawn.value.payment)
  return { status: 200, body: presentCancelled(withdrawn.value.booking) }
}
