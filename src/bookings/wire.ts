import { z } from 'zod'
import { expectedMoneyWire, instantWire, moneyWire, photoWire } from '../platform/wire.ts'
import { cancellationStepWire, cancellationWire, lineWire, stayRequestWire } from '../pricing/wire.ts'
import { stateNames } from './transitions.ts'

export const bookingRequestWire = stayRequestWire.extend({
  expectedTotal: expectedMoneyWire,
  guestName: z.string().trim().max(200).default(''),
  guestPhone: z.string().trim().max(40).default(''),
  note: z.string().trim().max(2000).default(''),
})

export const bookingWire = z
  .object({
    id: z.string(),
    state: z.enum(stateNames),
    listing: z.object({
      id: z.string(),
      title: z.string(),
      town: z.string(),
      photo: photoWire.nullable(),
      checkInFrom: z.string(),
      checkOutBy: z.string(),
      zone: z.string(),
      houseRules: z.string(),
      address: z.string().nullable().meta({ description: 'From confirmation on' }),
      location: z.object({ lat: z.number(), lng: z.number() }),
      exact: z.boolean(),
    }),
    host: z.object({ id: z.string(), name: z.string() }),
    guest: z.object({ name: z.string(), phone: z.string(), note: z.string() }),
    checkIn: z.string(),
    checkOut: z.string(),
    arrivesAt: instantWire.meta({ description: "From when the guest may come, by the place's clocks" }),
    leavesAt: instantWire,
    nights: z.int(),
    adults: z.int(),
    children: z.int(),
    infants: z.int(),
    pets: z.int(),
    total: moneyWire,
    hostPayout: moneyWire,
    lines: z.array(lineWire).meta({ description: 'As they were at booking' }),
    cancellation: cancellationWire,
    createdAt: instantWire,
    holdExpiresAt: instantWire.nullable(),
    instantBook: z.boolean().meta({ description: 'false: the host answers first, and nothing is paid before' }),
    request: z
      .object({ at: instantWire, answerBy: instantWire.nullable().meta({ description: 'null: it waits for no answer any more' }) })
      .nullable()
      .meta({ description: 'Since when the host has been asked; null before, and once it is over' }),
    declinedAt: instantWire.nullable(),
    expired: z
      .object({ at: instantWire, why: z.enum(['unpaid', 'unanswered', 'not_captured']) })
      .nullable()
      .meta({ description: 'Nobody paid; the host gave no answer in time; or the money that was set aside could not be had' }),
    confirmedAt: instantWire.nullable(),
    cancelled: z
      .object({
        at: instantWire,
        by: z.enum(['guest', 'host', 'operator', 'market']),
        refund: moneyWire,
        reason: z.string().nullable().meta({ description: 'What the operator said, where it was they' }),
      })
      .nullable(),
    noShowFrom: instantWire.meta({ description: 'From when its host may say that nobody came, until `leavesAt`' }),
    noShow: z.object({ at: instantWire, refund: moneyWire }).nullable().meta({ description: 'Nobody came, as the host has said' }),
    payment: z
      .object({ url: z.string().nullable(), state: z.string(), expiresAt: instantWire })
      .nullable()
      .meta({ description: 'Where to pay; url is null for the moment in which the provider has not answered yet: ask again' }),
    paid: moneyWire.meta({ description: 'From the ledger: what has come in' }),
    refunded: moneyWire,
    refunds: z.array(z.object({ amount: moneyWire, state: z.string(), at: instantWire })),
    canReview: z.boolean().meta({ description: 'Whether the reader may say now how it was, or change what they said' }),
    reviewed: z.boolean().meta({ description: 'Whether the reader has said it' }),
    reviewUntil: instantWire.nullable(),
    viewer: z.enum(['guest', 'host', 'operator']),
  })
  .meta({ id: 'Booking' })

export const bookingMadeWire = z
  .object({
    id: z.string(),
    state: z.enum(stateNames),
    total: moneyWire,
    holdExpiresAt: instantWire,
    payment: z.object({ url: z.string().nullable(), state: z.string(), expiresAt: instantWire }),
  })
  .meta({ id: 'BookingMade', description: 'payment.url is null when the provider has not answered yet: ask GET /bookings/{id}' })

export const bookingAnsweredWire = z.object({ id: z.string(), state: z.enum(stateNames) }).meta({
  id: 'BookingAnswered',
  description: 'accepting until the money has been taken: then confirmed, or expired when it could not be had',
})

export const bookingCancelledWire = z
  .object({ id: z.string(), state: z.enum(stateNames), refund: moneyWire })
  .meta({ id: 'BookingCancelled', description: 'A hold that is given up stays pending_payment until the provider has closed its page' })

export const bookingListWire = z.object({ items: z.array(bookingWire), nextCursor: z.string().nullable() }).meta({ id: 'BookingList' })
export const bookingListQueryWire = z.object({
  as: z.enum(['guest', 'host']).default('guest'),
  show: z.enum(['now', 'ahead', 'past', 'off']).optional().meta({
    description:
      'Only stays that go on now, or are ahead (soonest arrival first), or are past, or came to nothing: called off, never paid, or nobody came (latest arrival first)',
  }),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(50).default(20),
})

export const refundLineWire = z
  .object({ code: z.string(), paid: moneyWire.meta({ description: 'And not given back yet' }), refund: moneyWire, kept: moneyWire })
  .meta({ id: 'RefundLine' })

export const refundWhyWire = z
  .object({
    policy: z.string(),
    policyName: z.string().nullable(),
    rule: z.enum(['host_gives_all', 'grace', 'tier', 'late']).meta({
      description: 'The time to think it over after booking; a notice that is kept; none that is; or the host calls it off',
    }),
    notice: z.object({ daysBefore: z.int(), hoursBefore: z.int() }).nullable().meta({ description: 'Before arrival, on the wall' }),
    keeps: z.object({ nightsBeyondSlept: z.int(), restPercent: z.int() }),
    nightsSlept: z.int(),
    countedFrom: z.object({ moment: z.enum(['booking', 'arrival']), at: instantWire }),
  })
  .meta({ id: 'RefundWhy' })

export const cancellationPreviewWire = z
  .object({
    refund: moneyWire,
    lines: z.array(refundLineWire),
    steps: z.array(cancellationStepWire),
    goodUntil: instantWire.nullable().meta({ description: 'Until when this refund holds' }),
    why: refundWhyWire,
    better: cancellationStepWire.nullable().meta({ description: 'The last moment at which more would have come back, and how much' }),
    host: z.object({ had: moneyWire, keeps: moneyWire, loses: moneyWire }),
  })
  .meta({ id: 'CancellationPreview' })
export const cancellationRequestWire = z.object({
  expectedRefund: expectedMoneyWire.optional(),
})

export const noShowRequestWire = z.object({
  expectedRefund: expectedMoneyWire.optional().meta({ description: 'What the preview said: when it is another by now, 409' }),
})
export const noShowWire = z.object({ id: z.string(), state: z.enum(stateNames), refund: moneyWire }).meta({ id: 'NoShow' })
