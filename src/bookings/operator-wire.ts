import { z } from 'zod'
import { expectedMoneyWire, instantWire, moneyWire } from '../platform/wire.ts'
import { refundableCodes } from './given-back.ts'
import { bookingCancelledWire, bookingWire, cancellationPreviewWire, refundLineWire } from './wire.ts'

const reasonMax = 1000
const reasonWire = z.string().trim().min(1).max(reasonMax).meta({ description: 'Guest and host are both told it' })

const amountWire = z.object({ kind: z.literal('amount'), amount: expectedMoneyWire })
const allWire = z.object({ kind: z.literal('all') })
const linesWire = z.object({
  kind: z.literal('lines'),
  lines: z
    .array(z.object({ code: z.enum(refundableCodes), amount: expectedMoneyWire }))
    .min(1)
    .max(refundableCodes.length),
})
const bornByWire = z.enum(['each', 'host', 'market']).default('each').meta({
  description:
    'Who bears what goes beyond the policy. each: whoever earned the line, the host with their part of the fee; host: all of it, and their fee stays; market: adds it of its own',
})

export const operatorCancellationWire = z.object({
  reason: reasonWire,
  refund: z
    .discriminatedUnion('kind', [z.object({ kind: z.literal('policy') }), allWire, amountWire, linesWire])
    .default({ kind: 'policy' })
    .meta({ description: "What the guest's own call would bring; all that is left; a sum, over what is left in proportion; or by line" }),
  bornBy: bornByWire,
  nights: z.enum(['free', 'blocked']).default('free'),
})

export const operatorRefundWire = z.object({
  reason: reasonWire,
  refund: z.discriminatedUnion('kind', [allWire, amountWire, linesWire]),
  bornBy: bornByWire,
})

const splitWire = z
  .object({
    host: moneyWire,
    hostFee: moneyWire,
    guestFee: moneyWire,
    tax: moneyWire,
    market: moneyWire.meta({ description: 'What the market adds of its own; below zero: what it has back of that' }),
  })
  .meta({ id: 'RefundSplit', description: 'Who gives how much: adds up to the refund' })

export const operatorRefundedWire = z
  .object({ id: z.string(), bookingId: z.string(), refund: moneyWire, lines: z.array(refundLineWire), split: splitWire })
  .meta({ id: 'OperatorRefund' })

export const operatorCancelledWire = bookingCancelledWire

/** What has happened to a booking, in order of time. */
const happeningWire = z.object({
  at: instantWire,
  what: z.enum(['booked', 'confirmed', 'cancelled', 'no_show', 'refunded', 'disputed']),
  by: z.enum(['guest', 'host', 'operator', 'market']),
  operator: z.string().nullable().meta({ description: 'Which of them, by name' }),
  reason: z.string().nullable(),
  amount: moneyWire.nullable(),
})

export const operatorBookingWire = z
  .object({
    booking: bookingWire,
    left: z
      .array(z.object({ code: z.string(), paid: moneyWire, left: moneyWire }))
      .meta({ description: 'By line: what can still go back' }),
    leftTotal: moneyWire,
    shares: splitWire.meta({ description: 'What each has of it now' }),
    history: z.array(happeningWire),
    preview: cancellationPreviewWire
      .nullable()
      .meta({ description: 'What the guest would get by calling it off now; null: nothing is paid, or nobody can' }),
    canCancel: z.boolean().meta({ description: 'Whether the operator can call it off, or end the request that it is still' }),
    canRefund: z.boolean(),
  })
  .meta({ id: 'OperatorBooking' })

export const operatorBookingsQueryWire = z.object({
  find: z.string().trim().min(1).max(200).meta({ description: "A booking's id, or the e-mail address of its guest" }),
})
export const operatorBookingsWire = z
  .object({
    items: z.array(
      z.object({
        id: z.string(),
        state: z.string(),
        title: z.string(),
        guest: z.string(),
        checkIn: z.string(),
        checkOut: z.string(),
        total: moneyWire,
      }),
    ),
  })
  .meta({ id: 'OperatorBookings' })
