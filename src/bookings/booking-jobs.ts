import { z } from 'zod'
import { expectedMoneyWire, idWire } from '../platform/wire.ts'
import type { Deps } from '../platform/deps.ts'
import { confirmBooking } from './confirm-booking.ts'
import { expireHold, freeUnpaidNights } from './expire-hold.ts'

/** What bookings want to hear of, and the job that it becomes. */
export const bookingSubscriptions = [
  { name: 'bookings.paid', type: 'payment.succeeded', job: 'bookings.paid' },
  { name: 'bookings.unpaid', type: 'payment.expired', job: 'bookings.unpaid' },
  { name: 'bookings.unpayable', type: 'payment.failed', job: 'bookings.unpaid' },
] as const

const holdPayload = z.object({ bookingId: idWire<'booking'>() })
const paymentPayload = z.object({ bookingId: idWire<'booking'>(), paymentId: idWire<'payment'>() })
const paidPayload = paymentPayload.extend({ amount: expectedMoneyWire })

/** Each runs at least once, in any order with the others, and stands being run again. */
export const bookingJobs = (deps: Deps): Record<string, (payload: unknown) => Promise<void>> => ({
  'bookings.paid': async (payload) => void (await confirmBooking(deps, paidPayload.parse(payload))),
  'bookings.unpaid': async (payload) => freeUnpaidNights(deps, paymentPayload.parse(payload)),
  'bookings.expire_hold': async (payload) => void (await expireHold(deps, holdPayload.parse(payload))),
})
