import { dayMs, earliest, hourMs, later, type Instant } from '../kernel/clock.ts'
import type { PaymentId, UserId } from '../kernel/ids.ts'
import { zero } from '../kernel/money.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { type Booking, type BookingState, type StateName } from './booking.ts'

/** How long a host has for an answer, if the guest's bank keeps the money for as long. */
export const answerMs = dayMs
/** So much before the bank lets go of the money the host's time is up, so that it can still be taken. */
export const captureMarginMs = hourMs

/** Until when the host may say yes: never beyond the arrival, nor for longer than the money can be had. */
export const answerBy = ({ checkInAt }: Booking, { captureBefore, now }: { captureBefore: Instant; now: Instant }): Instant =>
  earliest(later(now, answerMs), later(captureBefore, -captureMarginMs), checkInAt)

export type Requested = Extract<BookingState, { name: 'requested' }>

/** `late`: the guest would have asked, and is told that they have not. */
export type AuthorisedDecision = { do: 'request'; state: Requested } | { do: 'void'; late: boolean } | { do: 'nothing' }

/** The guest's bank has set the money aside. For a hold that is over, or given up, it is let go again. */
export function authorised(
  booking: Booking,
  paymentId: PaymentId,
  { captureBefore, now }: { captureBefore: Instant; now: Instant },
): AuthorisedDecision {
  const { state } = booking
  if (state.paymentId !== paymentId) return { do: 'void', late: false }
  // Once its host has been asked, what ended the request has let go of the money too.
  if (state.name === 'expired' && state.why === 'unpaid') return { do: 'void', late: true }
  if (state.name !== 'pending_payment') return { do: 'nothing' }
  if (state.givenUpAt !== undefined) return { do: 'void', late: false }
  const until = answerBy(booking, { captureBefore, now })
  return { do: 'request', state: { name: 'requested', paymentId, requestedAt: now, answerBy: until } }
}

export type NotRequested = { code: 'booking_not_requested'; state: StateName }

/** The host says yes. The guest has a booking once the money has been taken. */
export function accepted({ state }: Booking, now: Instant): Result<BookingState, NotRequested | { code: 'request_overdue' }> {
  if (state.name !== 'requested') return err({ code: 'booking_not_requested', state: state.name })
  if (now >= state.answerBy) return err({ code: 'request_overdue' })
  const { paymentId, requestedAt } = state
  return ok({ name: 'accepting', paymentId, requestedAt, acceptedAt: now })
}

/** The host says no, however late. */
export function declined({ state }: Booking, now: Instant): Result<BookingState, NotRequested> {
  if (state.name !== 'requested') return err({ code: 'booking_not_requested', state: state.name })
  const { paymentId, requestedAt } = state
  return ok({ name: 'declined', paymentId, requestedAt, declinedAt: now })
}

/** The host has given no answer in time. Undefined while there is time, or when there is nothing to answer any more. */
export function overdue({ state }: Booking, now: Instant): BookingState | undefined {
  if (state.name !== 'requested' || now < state.answerBy) return undefined
  return { name: 'expired', paymentId: state.paymentId, expiredAt: now, why: 'unanswered' }
}

/** The guest takes back what is not agreed yet: a hold once the provider says so, a request at once. Undefined when it is neither. */
export function withdrawn({ state, snapshot }: Booking, now: Instant): BookingState | undefined {
  if (state.name === 'pending_payment') return { ...state, givenUpAt: now }
  if (state.name !== 'requested') return undefined
  const refund = zero(snapshot.quote.total.currency)
  return { name: 'cancelled', paymentId: state.paymentId, confirmedAt: null, cancelledAt: now, by: 'guest', refund }
}

type Ending = Readonly<{ operatorId: UserId; reason: string; now: Instant }>
export type EndedByOperator = Extract<BookingState, { by: 'operator' }>

/** Those who run the market end a request that its host has not answered, however late. Undefined when it is none. */
export function endedByOperator({ state, snapshot }: Booking, { operatorId, reason, now }: Ending): EndedByOperator | undefined {
  if (state.name !== 'requested') return undefined
  const refund = zero(snapshot.quote.total.currency)
  const { paymentId } = state
  return { name: 'cancelled', paymentId, confirmedAt: null, cancelledAt: now, by: 'operator', operatorId, reason, refund }
}

export type VoidedDecision = { do: 'expire'; state: BookingState } | { do: 'free_nights' } | { do: 'nothing' }

/** The provider says that the money which was set aside cannot be taken any more: nights that waited for that go free. */
export function voided({ state }: Booking, paymentId: PaymentId, now: Instant): VoidedDecision {
  if (state.paymentId !== paymentId) return { do: 'nothing' }
  switch (state.name) {
    case 'pending_payment':
      return { do: 'expire', state: { name: 'expired', paymentId, expiredAt: now, why: state.givenUpAt ? 'unpaid' : 'not_captured' } }
    case 'requested':
    case 'accepting':
      return { do: 'expire', state: { name: 'expired', paymentId, expiredAt: now, why: 'not_captured' } }
    case 'declined':
    case 'expired':
    case 'cancelled':
      return { do: 'free_nights' }
    case 'confirmed':
    case 'in_stay':
    case 'completed':
    case 'no_show':
      return { do: 'nothing' }
  }
}
