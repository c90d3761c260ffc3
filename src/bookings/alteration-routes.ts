import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { CalendarDate } from '../kernel/calendar-date.ts'
import { idFrom, type BookingId } from '../kernel/ids.ts'
import type { Result } from '../kernel/result.ts'
import { parseStay, type StayError } from '../kernel/stay.ts'
import type { JobId } from '../platform/enqueue.ts'
import { signedIn } from '../platform/http/actor.ts'
import { answer, refusal, type StatusOf } from '../platform/http/answer.ts'
import type { App } from '../platform/http/app.ts'
import { idempotent, refusalAnswer, sendAnswer, type Answer } from '../platform/http/idempotent.ts'
import type { Seal } from '../platform/seal.ts'
import { idWire } from '../platform/wire.ts'
import { acceptAlteration, type AcceptAlterationError } from './accept-alteration.ts'
import type { Alteration, AlterationId } from './alteration.ts'
import { selectAlterations } from './alteration-store.ts'
import * as wire from './alteration-wire.ts'
import { declineAlteration, withdrawAlteration, type DeclineAlterationError, type WithdrawAlterationError } from './end-alteration.ts'
import { presentAlteration, presentOffered, presentWithPayment } from './present-alteration.ts'
import { previewAlteration, proposeAlteration, type PreviewAlterationError, type ProposeAlterationError } from './propose-alteration.ts'
import type { BookingRouteDeps } from './routes.ts'
import { viewBooking, type Person, type ViewBookingError } from './view-booking.ts'

const viewStatus = { booking_not_found: 404 } as const satisfies StatusOf<ViewBookingError>

const previewStatus = {
  ...viewStatus,
  stay_empty: 422,
  stay_too_long: 422,
  stay_too_short: 422,
  dates_past: 422,
  dates_too_far: 422,
  too_many_guests: 422,
  too_many_pets: 422,
  not_priced: 422,
  nothing_to_alter: 422,
  arrived_already: 409,
  booking_not_alterable: 409,
  nights_taken: 409,
} as const satisfies StatusOf<PreviewAlterationError | StayError>

const proposeStatus = {
  ...previewStatus,
  idempotency_key_reused: 422,
  alteration_open: 409,
  price_changed: 409,
  booking_changed: 409,
} as const satisfies StatusOf<ProposeAlterationError | StayError>

const answerStatus = {
  ...previewStatus,
  alteration_not_found: 404,
  alteration_not_open: 409,
  own_proposal: 409,
  not_your_proposal: 409,
  price_changed: 409,
  booking_changed: 409,
} as const satisfies StatusOf<AcceptAlterationError | DeclineAlterationError | WithdrawAlterationError>

const bookingParams = z.object({ id: idWire<'booking'>() })
const alterationParams = bookingParams.extend({ alterationId: idWire<'alteration'>() })
const tags = ['bookings']

/** Other dates or guests for a booking: proposed by one side, answered by the other. */
export async function alterationRoutes(app: App, deps: BookingRouteDeps): Promise<void> {
  app.route({
    method: 'GET',
    url: '/bookings/:id/alterations',
    config: { access: 'signed_in' },
    schema: {
      operationId: 'listAlterations',
      tags,
      summary: 'What was proposed for a booking, and what came of it: its history',
      params: bookingParams,
      response: { 200: wire.alterationListWire },
    },
    handler: async (request, reply) => {
      const asked = { bookingId: request.params.id, person: await signedIn(request) }
      const { viewer } = answer(reply, await viewBooking(deps, asked), viewStatus)
      const items = []
      for (const each of (await selectAlterations(deps.db, [asked.bookingId])).toReversed()) {
        items.push(await presentWithPayment(deps.db, each, viewer))
      }
      return { items }
    },
  })
  app.route({
    method: 'POST',
    url: '/bookings/:id/alterations/preview',
    config: { access: 'signed_in' },
    schema: {
      operationId: 'previewAlteration',
      tags,
      summary: 'What other dates or guests would cost; changes nothing',
      params: bookingParams,
      body: wire.alteredStayWire,
      response: { 200: wire.offeredAlterationWire },
    },
    handler: async (request, reply) => {
      const asked = { bookingId: request.params.id, person: await signedIn(request), ...alteredStay(request.body) }
      return presentOffered(answer(reply, await previewAlteration(deps, asked), previewStatus))
    },
  })
  proposeRoute(app, deps)
  answerRoutes(app, deps)
}

function proposeRoute(app: App, deps: BookingRouteDeps): void {
  app.route({
    method: 'POST',
    url: '/bookings/:id/alterations',
    config: { access: 'signed_in', limit: 'booking' },
    schema: {
      operationId: 'proposeAlteration',
      tags,
      summary: 'Propose other dates or guests to the other side',
      params: bookingParams,
      body: wire.proposalWire,
      response: { 201: wire.alterationWire },
    },
    handler: async (request, reply) => {
      const person = await signedIn(request)
      const bookingId = request.params.id
      const { expectedTotal } = request.body
      const id = idFrom<'alteration'>(`alteration:${person.userId}:${bookingId}:${String(request.headers['idempotency-key'])}`)
      const asked = { id, bookingId, person, expectedTotal, ...alteredStay(request.body) }
      const sent = await idempotent(deps, request, person.userId, async (seal) => {
        const proposed = await proposeAlteration(deps, asked, (tx, made) =>
          seal(tx, { status: 201, body: presentAlteration(made, made.by) }),
        )
        if (!proposed.ok) return refusalAnswer(request, proposed.error, proposeStatus)
        return { status: 201, body: presentAlteration(proposed.value, proposed.value.by) }
      })
      return sendAnswer(reply, sent)
    },
  })
}

type Named = { bookingId: BookingId; alterationId: AlterationId; person: Person }
type AnswerError = AcceptAlterationError | DeclineAlterationError | WithdrawAlterationError
type Answered = Result<{ alteration: Alteration; jobs: readonly JobId[] }, AnswerError>
/** How one side answers; `seal` comes with its effect. */
type AnswerWith = (asked: Named, seal: Seal<Alteration>) => Promise<Answered>

function answerRoutes(app: App, deps: BookingRouteDeps): void {
  const ways = [
    {
      end: 'acceptance',
      operationId: 'acceptAlteration',
      summary: 'Say yes: where the guest pays more, the added nights are held until then',
    },
    { end: 'decline', operationId: 'declineAlteration', summary: 'Say no: everything stays as it was agreed' },
    { end: 'withdrawal', operationId: 'withdrawAlteration', summary: 'Take back a proposal, or do not pay for one after all' },
  ] as const
  for (const { end, operationId, summary } of ways) {
    app.route({
      method: 'POST',
      url: `/bookings/:id/alterations/:alterationId/${end}`,
      config: { access: 'signed_in', limit: 'booking' },
      schema: { operationId, tags, summary, params: alterationParams, response: { 200: wire.alterationWire } },
      handler: async (request, reply) => {
        const { id: bookingId, alterationId } = request.params
        const returnUrl = `${deps.siteOrigin(request)}/trips/${bookingId}/alter`
        const person = await signedIn(request)
        const run: AnswerWith = (asked, seal) => answerAs(deps, end, { ...asked, returnUrl }, seal)
        return sendAnswer(reply, await answered(deps, request, { bookingId, alterationId, person }, run))
      },
    })
  }
}

type Way = 'acceptance' | 'decline' | 'withdrawal'

async function answerAs(deps: BookingRouteDeps, way: Way, asked: Named & { returnUrl: string }, seal: Seal<Alteration>): Promise<Answered> {
  if (way === 'acceptance') return acceptAlteration(deps, asked, seal)
  if (way === 'decline') {
    const declined = await declineAlteration(deps, asked, seal)
    return declined.ok ? { ok: true, value: { alteration: declined.value, jobs: [] } } : declined
  }
  const withdrawn = await withdrawAlteration(deps, asked, seal)
  if (!withdrawn.ok) return withdrawn
  const { alteration, endPayment } = withdrawn.value
  return { ok: true, value: { alteration, jobs: endPayment ? [endPayment] : [] } }
}

/** Once for the request's key; what was decided is told as it stands after the provider was asked. */
async function answered(deps: BookingRouteDeps, request: FastifyRequest, asked: Named, run: AnswerWith): Promise<Answer> {
  const { bookingId, person } = asked
  return idempotent(deps, request, person.userId, async (seal) => {
    const viewed = await viewBooking(deps, { bookingId, person })
    if (!viewed.ok) return refusalAnswer(request, viewed.error, answerStatus)
    const { viewer } = viewed.value
    const done = await run(asked, (tx, now) => seal(tx, { status: 200, body: presentAlteration(now, viewer) }))
    if (!done.ok) return refusalAnswer(request, done.error, answerStatus)
    for (const job of done.value.jobs) await deps.runJob(job)
    return { status: 200, body: await presentWithPayment(deps.db, done.value.alteration, viewer) }
  })
}

type StayBody = { checkIn: CalendarDate; checkOut: CalendarDate; adults: number; children: number; infants: number; pets: number }

/** @throws Problem when the dates make no stay. */
function alteredStay({ checkIn, checkOut, adults, children, infants, pets }: StayBody) {
  const stay = parseStay(checkIn, checkOut)
  if (!stay.ok) throw refusal(stay.error, previewStatus)
  return { stay: stay.value, guests: { adults, children, infants, pets } }
}
