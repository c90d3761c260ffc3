import type { StateName } from './booking.ts'

/** Every state there is, in the order in which a booking may come to it. */
export const stateNames = [
  'pending_payment',
  'requested',
  'accepting',
  'confirmed',
  'in_stay',
  'completed',
  'no_show',
  'declined',
  'expired',
  'cancelled',
] as const satisfies readonly StateName[]

/** What can happen to a booking. */
export const eventNames = [
  'paid',
  'authorised',
  'unpaid',
  'voided',
  'hold_over',
  'accepted',
  'declined',
  'answer_overdue',
  'cancelled_by_guest',
  'cancelled_by_host',
  'cancelled_by_operator',
  'arrived',
  'left',
  'did_not_come',
] as const
export type EventName = (typeof eventNames)[number]

export type TransitionRefusal =
  | 'booking_not_requested'
  | 'request_overdue'
  | 'booking_not_cancellable'
  | 'booking_not_in_stay'
  | 'too_early_for_no_show'

/** What comes of an event: another state, a refusal by name, or nothing for the booking itself. */
export type Outcome =
  | Readonly<{ to: StateName }>
  | Readonly<{ refused: TransitionRefusal }>
  /** A fact that comes late or again changes nothing; money that may not stay goes back, and with it nights that waited for its end; nights that waited for the provider go free. */
  | Readonly<{ stays: 'ignored' | 'money_back' | 'nights_free' }>

/** More than one outcome where it depends on the hour, or on what else is true. */
type Cell = readonly [Outcome, ...Outcome[]]

const to = (state: StateName): Cell => [{ to: state }]
const refused = (code: TransitionRefusal): Cell => [{ refused: code }]
const ignored: Cell = [{ stays: 'ignored' }]
const moneyBack: Cell = [{ stays: 'money_back' }]
const nightsFree: Cell = [{ stays: 'nights_free' }]

/** What somebody asks for in a state in which it cannot be had. */
const noAnswer = { accepted: refused('booking_not_requested'), declined: refused('booking_not_requested') } as const
const noCancelling = {
  cancelled_by_guest: refused('booking_not_cancellable'),
  cancelled_by_host: refused('booking_not_cancellable'),
  cancelled_by_operator: refused('booking_not_cancellable'),
} as const
const noAbsence = { did_not_come: refused('booking_not_in_stay') } as const
/** Facts that concern only who waits for them. */
const noHold = { unpaid: ignored, hold_over: ignored } as const
const noTime = { arrived: ignored, left: ignored } as const

const cancelling: Cell = [...to('cancelled'), ...refused('booking_not_cancellable')]
const agreedCancelling = { cancelled_by_guest: cancelling, cancelled_by_host: cancelling, cancelled_by_operator: cancelling } as const

const absence: Cell = [...to('no_show'), ...refused('too_early_for_no_show'), ...refused('booking_not_in_stay')]

/** Paid, and earned: news of the payment change nothing any more. */
const settled = { paid: ignored, authorised: ignored, voided: ignored, ...noHold, ...noAnswer, answer_overdue: ignored } as const

/**
 * What each event does in each state, whole: docs/bookings.md is made of it, and booking.ts is held to it in every state, for
 * every event. The payment is the booking's own: what comes of any other is sent back.
 */
export const transitions: Readonly<Record<StateName, Readonly<Record<EventName, Cell>>>> = {
  pending_payment: {
    paid: to('confirmed'),
    authorised: [...to('requested'), ...moneyBack],
    unpaid: to('expired'),
    voided: to('expired'),
    hold_over: to('pending_payment'),
    ...noAnswer,
    answer_overdue: ignored,
    ...noCancelling,
    cancelled_by_guest: to('pending_payment'),
    ...noTime,
    ...noAbsence,
  },
  requested: {
    paid: to('expired'),
    authorised: ignored,
    ...noHold,
    voided: to('expired'),
    accepted: [...to('accepting'), ...refused('request_overdue')],
    declined: to('declined'),
    answer_overdue: [...to('expired'), ...ignored],
    cancelled_by_guest: to('cancelled'),
    cancelled_by_host: refused('booking_not_cancellable'),
    cancelled_by_operator: to('cancelled'),
    ...noTime,
    ...noAbsence,
  },
  accepting: {
    paid: to('confirmed'),
    authorised: ignored,
    ...noHold,
    voided: to('expired'),
    ...noAnswer,
    answer_overdue: ignored,
    ...noCancelling,
    ...noTime,
    ...noAbsence,
  },
  confirmed: { ...settled, ...agreedCancelling, arrived: to('in_stay'), left: to('completed'), did_not_come: absence },
  in_stay: { ...settled, ...agreedCancelling, arrived: ignored, left: to('completed'), did_not_come: absence },
  completed: { ...settled, ...noCancelling, ...noTime, ...noAbsence },
  no_show: { ...settled, ...noCancelling, ...noTime, ...noAbsence },
  declined: {
    ...settled,
    paid: moneyBack,
    voided: nightsFree,
    ...noCancelling,
    ...noTime,
    ...noAbsence,
  },
  expired: {
    ...settled,
    paid: [...to('confirmed'), ...moneyBack],
    authorised: [...moneyBack, ...ignored],
    voided: nightsFree,
    ...noCancelling,
    ...noTime,
    ...noAbsence,
  },
  cancelled: {
    ...settled,
    paid: [...ignored, ...moneyBack],
    voided: nightsFree,
    ...noCancelling,
    ...noTime,
    ...noAbsence,
  },
}
