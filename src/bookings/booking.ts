import type { Instant } from '../kernel/clock.ts'
import type { BookingId, HostId, ListingId, PaymentId, UnitId, UserId } from '../kernel/ids.ts'
import type { Money } from '../kernel/money.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import type { Stay } from '../kernel/stay.ts'
import { dateAt, type WallTime, type Zone } from '../kernel/zone.ts'
import type { AgreedPolicy, PolicyCode } from '../listings/cancellation-policy.ts'
import type { Guests, Quote } from '../pricing/quote.ts'

export type Booking = Readonly<{
  id: BookingId
  listingId: ListingId
  unitId: UnitId
  hostId: HostId
  guestId: UserId
  stay: Stay
  /** The arrival's and the departure's moments by the clocks of the place. */
  checkInAt: Instant
  checkOutAt: Instant
  guests: Guests
  /** Who comes, in their own words. */
  guest: Readonly<{ name: string; phone: string; note: string }>
  snapshot: Snapshot
  state: BookingState
  createdAt: Instant
  version: number
}>

/** What was agreed: a later change of prices, policy or rules touches only later bookings. */
export type Snapshot = Readonly<{
  quote: Quote
  /** The whole of it; bookings of old hold the code of a preset. */
  policy: AgreedPolicy | PolicyCode
  houseRules: string
  /** False: the host answers first. */
  instantBook: boolean
  title: string
  town: string
  zone: Zone
  checkInFrom: WallTime
  checkOutBy: WallTime
}>

/** Each state carries exactly the facts that are true in it. What leads from which to which is in transitions.ts. */
export type BookingState =
  /** `givenUpAt`: its guest wants it no more, and the provider has yet to say whether somebody has paid. */
  | Readonly<{ name: 'pending_payment'; paymentId: PaymentId; holdExpiresAt: Instant; givenUpAt?: Instant }>
  /** The money is set aside at the guest's bank, and the host may say yes until `answerBy`. */
  | Readonly<{ name: 'requested'; paymentId: PaymentId; requestedAt: Instant; answerBy: Instant }>
  /** The host has said yes; the money is being taken. */
  | Readonly<{ name: 'accepting'; paymentId: PaymentId; requestedAt: Instant; acceptedAt: Instant }>
  | Readonly<{ name: 'confirmed'; paymentId: PaymentId; confirmedAt: Instant }>
  /** From the arrival's moment to the departure's, by the clocks of the place. */
  | Readonly<{ name: 'in_stay'; paymentId: PaymentId; confirmedAt: Instant }>
  | Readonly<{ name: 'completed'; paymentId: PaymentId; confirmedAt: Instant; completedAt: Instant }>
  /** The guest never came: `refund` is what their own call would have brought back at that moment. */
  | Readonly<{ name: 'no_show'; paymentId: PaymentId; confirmedAt: Instant; noShowAt: Instant; refund: Money }>
  | Readonly<{ name: 'declined'; paymentId: PaymentId; requestedAt: Instant; declinedAt: Instant }>
  | Readonly<{ name: 'expired'; paymentId: PaymentId; expiredAt: Instant; why: WhyExpired }>
  | (CalledOff & Readonly<{ by: Party }>)
  /** By those who run the market, who say why. */
  | (CalledOff & Readonly<{ by: 'operator'; operatorId: UserId; reason: string }>)

/** `confirmedAt` is null where it ended before its host had answered. */
type CalledOff = Readonly<{ name: 'cancelled'; paymentId: PaymentId; confirmedAt: Instant | null; cancelledAt: Instant; refund: Money }>
export type CalledOffBy = Party | 'operator'

/** Nobody paid; the host gave no answer in time; or the money that the guest's bank had set aside could not be had. */
export type WhyExpired = 'unpaid' | 'unanswered' | 'not_captured'

export type StateName = BookingState['name']

/** Who may act on a booking of their own. */
export type Party = 'guest' | 'host'

/** Undefined for a stranger, who must not learn that the booking exists. */
export function partyOf(booking: Booking, person: { userId: UserId; hostId: HostId | null }): Party | undefined {
  if (person.userId === booking.guestId) return 'guest'
  if (person.hostId !== null && person.hostId === booking.hostId) return 'host'
  return undefined
}

/** What to do about money that has arrived for a booking. */
export type PaidDecision =
  | { do: 'confirm'; state: BookingState; nights: 'held' | 'free' }
  | { do: 'refund'; reason: 'hold_expired' | 'paid_twice' }
  /** Taken without the host's yes: the booking is over if it was not, and nights that waited for the money's end go free. */
  | { do: 'undo'; reason: 'not_accepted'; state: BookingState }
  | { do: 'nothing' }

/**
 * A payment came in. An expired hold takes its nights again if it still can: `nights: 'free'` says that they must be claimed
 * anew. Once the day of arrival is over it cannot, since a night would be sold that is past. Money that was only set aside and
 * is taken although the host has not said yes goes back.
 */
export function paid({ state, stay, snapshot }: Booking, paymentId: PaymentId, now: Instant): PaidDecision {
  if (state.paymentId !== paymentId) return { do: 'refund', reason: 'paid_twice' }
  const confirmed = { name: 'confirmed', paymentId, confirmedAt: now } as const
  switch (state.name) {
    case 'pending_payment':
    case 'accepting':
      return { do: 'confirm', state: confirmed, nights: 'held' }
    case 'requested':
      return { do: 'undo', reason: 'not_accepted', state: { name: 'expired', paymentId, expiredAt: now, why: 'unanswered' } }
    case 'declined':
      return { do: 'undo', reason: 'not_accepted', state }
    case 'expired':
      if (state.why !== 'unpaid') return { do: 'undo', reason: 'not_accepted', state }
      if (dateAt(now, snapshot.zone) > stay.checkIn) return { do: 'refund', reason: 'hold_expired' }
      return { do: 'confirm', state: confirmed, nights: 'free' }
    case 'cancelled':
      return state.confirmedAt === null ? { do: 'undo', reason: 'not_accepted', state } : { do: 'nothing' }
    case 'confirmed':
    case 'in_stay':
    case 'completed':
    case 'no_show':
      return { do: 'nothing' }
  }
}

/** The provider says that nobody can pay any more. */
export function unpaid({ state }: Booking, paymentId: PaymentId, now: Instant): Result<BookingState, { code: 'booking_not_pending' }> {
  if (state.name !== 'pending_payment' || state.paymentId !== paymentId) return err({ code: 'booking_not_pending' })
  return ok({ name: 'expired', paymentId, expiredAt: now, why: 'unpaid' })
}

type Agreed = Extract<BookingState, { name: 'confirmed' | 'in_stay' | 'completed' }>
export type Cancellable = Extract<BookingState, { name: 'confirmed' | 'in_stay' }>

/** Paid, and the nights are the guest's still or were to the end: they may know the door. */
export const isAgreed = (state: BookingState): state is Agreed =>
  state.name === 'confirmed' || state.name === 'in_stay' || state.name === 'completed'

/** Agreed, or ended before its time after it was: its guest's money was the host's once, who may know the guest. */
export const wasPaid = (state: BookingState): boolean =>
  isAgreed(state) || state.name === 'no_show' || (state.name === 'cancelled' && state.confirmedAt !== null)

export type NotCancellable = { code: 'booking_not_cancellable'; state: StateName | 'over' }

/** Only what is agreed and not over can be called off; a hold is given up instead. */
export function cancellable(booking: Booking, now: Instant): Result<Cancellable, NotCancellable> {
  const { state } = booking
  if (state.name !== 'confirmed' && state.name !== 'in_stay') return err({ code: 'booking_not_cancellable', state: state.name })
  if (now >= booking.checkOutAt) return err({ code: 'booking_not_cancellable', state: 'over' })
  return ok(state)
}

/** What time alone makes of a booking: the guest has arrived, or has left. Undefined when there is nothing to change yet, or any more. */
export function passed({ state, checkInAt, checkOutAt }: Booking, now: Instant): BookingState | undefined {
  if (state.name !== 'confirmed' && state.name !== 'in_stay') return undefined
  const { paymentId, confirmedAt } = state
  if (now >= checkOutAt) return { name: 'completed', paymentId, confirmedAt, completedAt: checkOutAt }
  if (state.name === 'confirmed' && now >= checkInAt) return { name: 'in_stay', paymentId, confirmedAt }
  return undefined
}

/** Whether the stay took place and is over, however late the job that says so comes. */
export const isOver = ({ state, checkOutAt }: Booking, now: Instant): boolean => isAgreed(state) && now >= checkOutAt
