import { z } from 'zod'
import { idFrom } from '../kernel/ids.ts'
import { parseStay, type StayError } from '../kernel/stay.ts'
import type { Deps } from '../platform/deps.ts'
import { signedInHost } from '../platform/http/actor.ts'
import { answer, refusal, type StatusOf } from '../platform/http/answer.ts'
import type { App } from '../platform/http/app.ts'
import { idempotent, refusalAnswer, sendAnswer } from '../platform/http/idempotent.ts'
import { idWire } from '../platform/wire.ts'
import { changeOwnBooking, type ChangeOwnBookingError } from './change-own-booking.ts'
import { findOwnBooking, ownBookingsOfHost } from './find-own-bookings.ts'
import { makeOwnBooking, type MakeOwnBookingError } from './make-own-booking.ts'
import { presentOwnBookings } from './present-own-booking.ts'
import { removeOwnBooking, type RemoveOwnBookingError } from './remove-own-booking.ts'
import * as wire from './wire.ts'

const stayStatus = { stay_empty: 422, stay_too_long: 422 } as const satisfies StatusOf<StayError>
const ownStatus = { unit_not_found: 422, dates_past: 422, dates_too_far: 422, nights_taken: 409 } as const
const makeStatus = {
  ...stayStatus,
  ...ownStatus,
  idempotency_key_reused: 422,
  listing_not_found: 404,
} as const satisfies StatusOf<MakeOwnBookingError | StayError>
const findStatus = { own_booking_not_found: 404 } as const
const removeStatus = { ...findStatus, own_booking_changed: 409 } as const satisfies StatusOf<RemoveOwnBookingError>
const changeStatus = { ...stayStatus, ...ownStatus, ...removeStatus } as const satisfies StatusOf<ChangeOwnBookingError | StayError>

const params = z.object({ id: idWire<'own_booking'>() })
const tags = ['hosting']

/** What hosts book by themselves, for guests who rang or stood at the door. */
export async function ownBookingRoutes(app: App, deps: Deps): Promise<void> {
  app.route({
    method: 'POST',
    url: '/hosting/bookings',
    config: { access: 'host', limit: 'booking' },
    schema: {
      operationId: 'makeOwnBooking',
      tags,
      summary: 'Take nights for a guest of your own; no money goes through the market',
      body: wire.makeOwnBookingWire,
      response: { 201: wire.ownBookingWire },
    },
    handler: async (request, reply) => {
      const { hostId, userId } = await signedInHost(request)
      const { listingId, unitId, ...words } = request.body
      const id = idFrom<'own_booking'>(`own_booking:${userId}:${String(request.headers['idempotency-key'])}`)
      const asked = { id, hostId, listingId, unitId, ...wordsOf(words) }
      const sent = await idempotent(deps, request, userId, async (seal) => {
        let body: object = {}
        const made = await makeOwnBooking(deps, asked, async (tx, own) => {
          ;[body = {}] = await presentOwnBookings(tx, [own])
          await seal(tx, { status: 201, body })
        })
        return made.ok ? { status: 201, body } : refusalAnswer(request, made.error, makeStatus)
      })
      return sendAnswer(reply, sent)
    },
  })

  app.route({
    method: 'GET',
    url: '/hosting/bookings',
    config: { access: 'host' },
    schema: {
      operationId: 'listOwnBookings',
      tags,
      summary: "A host's own bookings that touch some days, by arrival: the first 300",
      querystring: wire.ownBookingListQueryWire,
      response: { 200: wire.ownBookingListWire },
    },
    handler: async (request) => {
      const { hostId } = await signedInHost(request)
      const { from, to } = request.query
      return { items: await presentOwnBookings(deps.db, await ownBookingsOfHost(deps.db, hostId, { from, until: to })) }
    },
  })
  oneRoutes(app, deps)
}

function oneRoutes(app: App, deps: Deps): void {
  app.route({
    method: 'GET',
    url: '/hosting/bookings/:id',
    config: { access: 'host' },
    schema: { operationId: 'getOwnBooking', tags, summary: 'One of your own bookings', params, response: { 200: wire.ownBookingWire } },
    handler: async (request) => {
      const { hostId } = await signedInHost(request)
      const own = await findOwnBooking(deps.db, { id: request.params.id, hostId })
      const [presented] = own ? await presentOwnBookings(deps.db, [own]) : []
      if (!presented) throw refusal({ code: 'own_booking_not_found' }, findStatus)
      return presented
    },
  })

  app.route({
    method: 'PUT',
    url: '/hosting/bookings/:id',
    config: { access: 'host', limit: 'booking' },
    schema: {
      operationId: 'changeOwnBooking',
      tags,
      summary: 'Say anew who comes when',
      params,
      body: wire.changeOwnBookingWire,
      response: { 200: wire.ownBookingWire },
    },
    handler: async (request, reply) => {
      const { hostId } = await signedInHost(request)
      const { unitId, version, ...words } = request.body
      const changed = await changeOwnBooking(deps, { id: request.params.id, hostId, unitId, version, ...wordsOf(words) })
      const [presented] = await presentOwnBookings(deps.db, [answer(reply, changed, changeStatus)])
      if (!presented) throw new Error('an own booking that was changed was not presented')
      return presented
    },
  })

  app.route({
    method: 'DELETE',
    url: '/hosting/bookings/:id',
    config: { access: 'host', limit: 'booking' },
    schema: {
      operationId: 'removeOwnBooking',
      tags,
      summary: 'Let its nights go free',
      params,
      response: { 200: z.object({ removed: z.literal(true) }) },
    },
    handler: async (request) => {
      const { hostId } = await signedInHost(request)
      const removed = await removeOwnBooking(deps, { id: request.params.id, hostId })
      if (!removed.ok) throw refusal(removed.error, removeStatus)
      return { removed: true } as const
    },
  })
}

type Words = Omit<z.output<typeof wire.makeOwnBookingWire>, 'listingId' | 'unitId'>

/** @throws Problem when the dates make no stay. */
function wordsOf({ checkIn, checkOut, guestName, guestPhone, note, adults, children, infants, pets }: Words) {
  const stay = parseStay(checkIn, checkOut)
  if (!stay.ok) throw refusal(stay.error, stayStatus)
  return { stay: stay.value, guests: { adults, children, infants, pets }, guest: { name: guestName, phone: guestPhone, note } }
}
