import { z } from 'zod'
import { fromMs } from '../kernel/clock.ts'
import { expectedMoneyWire, idWire } from '../platform/wire.ts'
import type { RunningJob } from '../platform/run-job.ts'
import { alterationJobs, alterationSubscriptions } from './alteration-jobs.ts'
import { bearLoss } from './bear-loss.ts'
import { mailBooking, mailCalledOff, mailGoodwill, type MailDeps } from './booking-mails.ts'
import { askHost } from './ask-host.ts'
import { confirmBooking, paidTooLateJob } from './confirm-booking.ts'
import { endRequest, freeVoidedNights } from './end-request.ts'
import { expireHold, freeUnpaidNights } from './expire-hold.ts'
import { tellGoodwillJob } from './refund-as-operator.ts'
import { passTime } from './pass-time.ts'

/** What bookings want to hear of, and the job that it becomes. */
export const bookingSubscriptions = [
  { name: 'bookings.paid', type: 'payment.succeeded', job: 'bookings.paid' },
  { name: 'bookings.unpaid', type: 'payment.expired', job: 'bookings.unpaid' },
  { name: 'bookings.unpayable', type: 'payment.failed', job: 'bookings.unpaid' },
  { name: 'bookings.authorised', type: 'payment.authorised', job: 'bookings.authorised' },
  { name: 'bookings.voided', type: 'payment.voided', job: 'bookings.voided' },
  { name: 'bookings.tell_requested', type: 'booking.requested', job: 'bookings.tell_requested' },
  { name: 'bookings.tell_declined', type: 'booking.declined', job: 'bookings.tell_declined' },
  { name: 'bookings.tell_withdrawn', type: 'booking.withdrawn', job: 'bookings.tell_withdrawn' },
  { name: 'bookings.tell_request_ended', type: 'booking.request_ended', job: 'bookings.tell_request_ended' },
  { name: 'bookings.tell_unanswered', type: 'booking.unanswered', job: 'bookings.tell_unanswered' },
  { name: 'bookings.tell_not_captured', type: 'booking.not_captured', job: 'bookings.tell_not_captured' },
  { name: 'bookings.tell_confirmed', type: 'booking.confirmed', job: 'bookings.tell_confirmed' },
  { name: 'bookings.tell_refund_failed', type: 'refund.failed', job: 'bookings.tell_refund_failed' },
  { name: 'bookings.tell_cancelled', type: 'booking.cancelled', job: 'bookings.tell_cancelled' },
  { name: 'bookings.tell_no_show', type: 'booking.no_show', job: 'bookings.tell_no_show' },
  ...alterationSubscriptions,
  { name: 'bookings.dispute_lost', type: 'dispute.lost', job: 'bookings.dispute_lost' },
  { name: 'bookings.tell_dispute_opened', type: 'dispute.opened', job: 'bookings.tell_dispute_opened' },
  { name: 'bookings.tell_dispute_won', type: 'dispute.won', job: 'bookings.tell_dispute_won' },
  { name: 'bookings.tell_dispute_lost', type: 'dispute.lost', job: 'bookings.tell_dispute_lost' },
] as const

/** Those that somebody's money waits for. */
export const moneyJobs: readonly string[] = [
  'bookings.paid',
  'bookings.unpaid',
  'bookings.dispute_lost',
  'bookings.expire_hold',
  'bookings.authorised',
  'bookings.voided',
  'bookings.end_request',
  'bookings.end_alteration_payment',
]

const bookingPayload = z.object({ bookingId: idWire<'booking'>() })
const paymentPayload = z.object({ bookingId: idWire<'booking'>(), paymentId: idWire<'payment'>() })
const refundPayload = z.object({ bookingId: idWire<'booking'>(), amount: expectedMoneyWire })
const disputePayload = refundPayload.extend({ disputeId: idWire<'dispute'>() })
const goodwillPayload = bookingPayload.extend({ givenBackId: idWire<'booking_refund'>() })
const authorisedPayload = paymentPayload.extend({ captureBefore: z.int().transform(fromMs) })
const paidPayload = paymentPayload.extend({ amount: expectedMoneyWire })

const told = ['requested', 'declined', 'withdrawn', 'request_ended', 'unanswered', 'not_captured', 'asked_too_late'] as const

/** Of stays whose host answers first. */
const requestJobs = (deps: MailDeps): Record<string, (payload: unknown, job: RunningJob) => Promise<void>> => ({
  'bookings.authorised': async (payload) => askHost(deps, authorisedPayload.parse(payload)),
  'bookings.voided': async (payload) => freeVoidedNights(deps, paymentPayload.parse(payload)),
  'bookings.end_request': async (payload) => endRequest(deps, bookingPayload.parse(payload)),
  ...Object.fromEntries(
    told.map((kind) => [
      `bookings.tell_${kind}`,
      async (payload: unknown, job: RunningJob) => mailBooking(deps, { ...bookingPayload.parse(payload), kind }, job),
    ]),
  ),
})

/** Each runs at least once, in any order with the others, and stands being run again. */
export const bookingJobs = (deps: MailDeps): Record<string, (payload: unknown, job: RunningJob) => Promise<void>> => ({
  'bookings.paid': async (payload, job) => void (await confirmBooking(deps, paidPayload.parse(payload), job)),
  'bookings.unpaid': async (payload) => freeUnpaidNights(deps, paymentPayload.parse(payload)),
  'bookings.tell_confirmed': async (payload, job) => mailBooking(deps, { ...bookingPayload.parse(payload), kind: 'confirmed' }, job),
  'bookings.tell_cancelled': async (payload, job) => mailCalledOff(deps, bookingPayload.parse(payload), job),
  'bookings.tell_no_show': async (payload, job) => mailBooking(deps, { ...bookingPayload.parse(payload), kind: 'no_show' }, job),
  [tellGoodwillJob]: async (payload, job) => mailGoodwill(deps, goodwillPayload.parse(payload), job),
  [paidTooLateJob]: async (payload, job) => mailBooking(deps, { ...refundPayload.parse(payload), kind: 'paid_too_late' }, job),
  'bookings.tell_refund_failed': async (payload, job) => mailBooking(deps, { ...refundPayload.parse(payload), kind: 'refund_failed' }, job),
  'bookings.dispute_lost': async (payload, job) => bearLoss(deps, disputePayload.parse(payload), job),
  'bookings.tell_dispute_opened': async (payload, job) =>
    mailBooking(deps, { ...disputePayload.parse(payload), kind: 'dispute_opened' }, job),
  'bookings.tell_dispute_won': async (payload, job) => mailBooking(deps, { ...disputePayload.parse(payload), kind: 'dispute_won' }, job),
  'bookings.tell_dispute_lost': async (payload, job) => mailBooking(deps, { ...disputePayload.parse(payload), kind: 'dispute_lost' }, job),
  ...requestJobs(deps),
  'bookings.pass_time': async (payload) => passTime(deps, bookingPayload.parse(payload)),
  ...alterationJobs(deps),
  'bookings.expire_hold': async (payload) => expireHold(deps, bookingPayload.parse(payload)),
})
