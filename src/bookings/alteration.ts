import type { Instant } from '../kernel/clock.ts'
import { earliest, hourMs, later, minuteMs } from '../kernel/clock.ts'
import type { BookingId, Id, PaymentId } from '../kernel/ids.ts'
import { subtract, type Money } from '../kernel/money.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import type { Stay } from '../kernel/stay.ts'
import { dateAt, wallInstant } from '../kernel/zone.ts'
import type { Guests, Quote } from '../pricing/quote.ts'
import type { Booking, Party, StateName } from './booking.ts'

export type AlterationId = Id<'alteration'>

/** How long the other side has to answer, unless somebody arrives before. */
export const answerMs = 24 * hourMs
/** How long the nights that are added are held for a guest who has said yes themselves and pays at once. */
export const payMs = 15 * minuteMs
/** The same for one whose host has said yes: they have to be told first. */
export const payWhenToldMs = 12 * hourMs

/** What two sides agree on and an alteration may change. The policy, the rules and the home are not among it. */
export type Agreement = Readonly<{ stay: Stay; guests: Guests; quote: Quote }>

export type Alteration = Readonly<{
  id: AlterationId
  bookingId: BookingId
  /** Who proposes it; the other side answers. */
  by: Party
  /** What held before, kept for good. */
  before: Agreement
  after: Agreement
  state: AlterationState
  createdAt: Instant
  version: number
}>

/** Each state carries exactly the facts that are true in it. */
export type AlterationState =
  | Readonly<{ name: 'proposed'; lapsesAt: Instant }>
  /** The other side has said yes, and the guest is to pay more: the added nights are held meanwhile. */
  | Readonly<{ name: 'awaiting_payment'; paymentId: PaymentId; acceptedAt: Instant; heldUntil: Instant }>
  /** It is what the booking is now. */
  | Readonly<{ name: 'applied'; paymentId: PaymentId | null; appliedAt: Instant }>
  | Readonly<{ name: 'declined' | 'withdrawn' | 'lapsed'; endedAt: Instant }>
  /** Nobody paid the difference in time. */
  | Readonly<{ name: 'unpaid'; paymentId: PaymentId; endedAt: Instant }>
  /** The booking itself ended, or was altered otherwise, first. */
  | Readonly<{ name: 'overtaken'; paymentId: PaymentId | null; endedAt: Instant }>

export type AlterationStateName = AlterationState['name']

export const isOpen = ({ state }: Pick<Alteration, 'state'>) => state.name === 'proposed' || state.name === 'awaiting_payment'

/** What the guest pays more, or less: below zero it goes back. */
export const differenceOf = ({ before, after }: Pick<Alteration, 'before' | 'after'>): Money =>
  subtract(after.quote.total, before.quote.total)

export const agreementOf = ({ stay, guests, snapshot }: Booking): Agreement => ({ stay, guests, quote: snapshot.quote })

/** When the guest would arrive and leave, by the clocks of the place. */
export const timesOf = ({ snapshot: { zone, checkInFrom, checkOutBy } }: Booking, stay: Stay) => ({
  checkInAt: wallInstant(stay.checkIn, checkInFrom, zone),
  checkOutAt: wallInstant(stay.checkOut, checkOutBy, zone),
})

export type NotAlterable =
  | { code: 'booking_not_alterable'; state: StateName | 'over' | 'refunded' }
  /** Who is there cannot arrive on another day. */
  | { code: 'arrived_already' }
  | { code: 'dates_past' }
  | { code: 'nothing_to_alter' }

/** Whether these dates and guests may be proposed now, and until when they can be answered. */
export function alterable(booking: Booking, to: Pick<Agreement, 'stay' | 'guests'>, now: Instant): Result<Instant, NotAlterable> {
  const { state, stay, guests, snapshot, checkInAt, checkOutAt } = booking
  if (state.name !== 'confirmed' && state.name !== 'in_stay') return err({ code: 'booking_not_alterable', state: state.name })
  if (now >= checkOutAt) return err({ code: 'booking_not_alterable', state: 'over' })
  const arrived = now >= checkInAt
  if (arrived && to.stay.checkIn !== stay.checkIn) return err({ code: 'arrived_already' })
  const next = timesOf(booking, to.stay)
  const today = dateAt(now, snapshot.zone)
  if (next.checkOutAt <= now || (!arrived && (to.stay.checkIn < today || next.checkInAt <= now))) return err({ code: 'dates_past' })
  if (isSame(stay, to.stay) && isSameParty(guests, to.guests)) return err({ code: 'nothing_to_alter' })
  const lapsesAt = earliest(later(now, answerMs), later(bound(booking, to.stay, now), -payMs))
  return now < lapsesAt ? ok(lapsesAt) : err({ code: 'dates_past' })
}

/** When somebody arrives, or leaves where they have arrived, by the old dates or the new: all must be settled by then. */
function bound(booking: Booking, to: Stay, now: Instant): Instant {
  const next = timesOf(booking, to)
  return now < booking.checkInAt ? earliest(booking.checkInAt, next.checkInAt) : earliest(booking.checkOutAt, next.checkOutAt)
}

const isSame = (a: Stay, b: Stay) => a.checkIn === b.checkIn && a.checkOut === b.checkOut
const isSameParty = (a: Guests, b: Guests) =>
  a.adults === b.adults && a.children === b.children && a.infants === b.infants && a.pets === b.pets

/** Whether the booking is still what an alteration was proposed for. */
export const isBasis = ({ before }: Alteration, { stay, guests, snapshot }: Booking): boolean =>
  isSame(before.stay, stay) &&
  isSameParty(before.guests, guests) &&
  before.quote.total.minor === snapshot.quote.total.minor &&
  before.quote.hostPayout.minor === snapshot.quote.hostPayout.minor

export type NotAnswerable = { code: 'alteration_not_open'; state: AlterationStateName } | { code: 'own_proposal' }

/** The other side says yes or no: once, in time. */
export function answerable({ state, by }: Alteration, party: Party, now: Instant): Result<undefined, NotAnswerable> {
  if (state.name !== 'proposed') return err({ code: 'alteration_not_open', state: state.name })
  if (now >= state.lapsesAt) return err({ code: 'alteration_not_open', state: 'lapsed' })
  return party === by ? err({ code: 'own_proposal' }) : ok()
}

export type NotWithdrawable = { code: 'alteration_not_open'; state: AlterationStateName } | { code: 'not_your_proposal' }

/** Who proposed it takes it back as long as nobody has answered; a guest may also not pay after all. */
export function withdrawable({ state, by }: Alteration, party: Party): Result<'proposal' | 'payment', NotWithdrawable> {
  if (state.name === 'awaiting_payment') return party === 'guest' ? ok('payment') : err({ code: 'not_your_proposal' })
  if (state.name !== 'proposed') return err({ code: 'alteration_not_open', state: state.name })
  return party === by ? ok('proposal') : err({ code: 'not_your_proposal' })
}

/** Accepted at `now`: until when the guest has to pay. */
export function payUntil(booking: Booking, { by, after }: Alteration, now: Instant): Instant {
  return earliest(later(now, by === 'host' ? payMs : payWhenToldMs), bound(booking, after.stay, now))
}

/** The money for it is here: it becomes what the booking is, its nights held or to be taken again, or all of it goes back. */
export function payable(booking: Booking, alteration: Alteration, now: Instant): 'held' | 'late' | 'refund' | 'nothing' {
  const { state, after } = alteration
  if (state.name === 'applied') return 'nothing'
  const isGoing = (booking.state.name === 'confirmed' || booking.state.name === 'in_stay') && isBasis(alteration, booking)
  const arrivesTwice = now >= booking.checkInAt && after.stay.checkIn !== booking.stay.checkIn
  if (!isGoing || arrivesTwice || now >= booking.checkOutAt) return 'refund'
  if (state.name === 'awaiting_payment') return 'held'
  return state.name === 'unpaid' && alterable(booking, after, now).ok ? 'late' : 'refund'
}
