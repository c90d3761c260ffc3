import { findOperators, type User } from '../accounts/find-user.ts'
import type { BookingId } from '../kernel/ids.ts'
import { money, type Money } from '../kernel/money.ts'
import { dateAt, timeAt } from '../kernel/zone.ts'
import { composeMail, type MailWords } from '../platform/compose-mail.ts'
import { write, type Db } from '../platform/db.ts'
import type { Deps } from '../platform/deps.ts'
import { sendMail } from '../platform/mail.ts'
import type { RunningJob } from '../platform/run-job.ts'
import { amountText } from './amount-text.ts'
import type { Booking, Party } from './booking.ts'
import { disputeWords } from './dispute-words.ts'
import { findParties } from './find-parties.ts'
import { hostCodes, totalOf } from './given-back.ts'
import { selectGivenBack, selectGivenBackById, type GivenBack, type GivenBackId } from './given-back-store.ts'
import { comeToNothing, requestWords } from './request-mail-words.ts'
import { dayText, stayText } from './stay-text.ts'
import { findBooking } from './store.ts'

type Reader = Party | 'operators'
type Kind =
  | 'confirmed'
  | 'cancelled'
  | 'cancelled_by_operator'
  | 'no_show'
  | 'goodwill'
  | 'paid_too_late'
  | 'refund_failed'
  | keyof typeof disputeWords
  | keyof typeof requestWords

const goesBack = <Where extends string>(where: Where) =>
  `{refunds, select, yes {{refund} goes back ${where}.} other {Nothing goes back: the time for a refund was over.}}` as const

const noShowRefund =
  '{refunds, select, yes {{refund} goes back to your card, as if you had called it off now.} other {Nothing goes back to your card: the time for a refund was over.}}'

const refundOrNone = '{refunds, select, yes {{refund} goes back to your card.} other {Nothing goes back to your card.}}'

/** The words of the mails about bookings, by what happened and who reads of it. */
const words = {
  ...requestWords,
  confirmed: {
    guest: {
      subject: 'Booked: {title}, {stay}',
      lines: ['Hello {name},', 'your stay is booked and paid: {title} in {town}, {stay}, {total}.', 'Come from {from}; leave by {by}.'],
      action: 'See your trip and how to get in',
    },
    host: {
      subject: 'New reservation: {title}, {stay}',
      lines: ['Hello {name},', '{guest} has booked {title}, {stay}. You get {payout}.'],
      action: 'See your reservations',
    },
  },
  cancelled: {
    guest: {
      subject: 'Cancelled: {title}, {stay}',
      lines: ['Hello {name},', `your stay at {title}, {stay}, is called off. ${goesBack('to your card')}`],
      action: 'See the trip',
    },
    host: {
      subject: 'Called off: {title}, {stay}',
      lines: ['Hello {name},', `the stay of {guest} at {title}, {stay}, is called off. ${goesBack('to the guest')}`],
      action: 'See your reservations',
    },
  },
  /** Those who run the market have called it off, and both hear why. */
  cancelled_by_operator: {
    guest: {
      subject: 'Cancelled: {title}, {stay}',
      lines: ['Hello {name},', 'we have called off your stay at {title}, {stay}.', 'Why: {reason}', refundOrNone],
      action: 'See the trip',
    },
    host: {
      subject: 'Called off: {title}, {stay}',
      lines: [
        'Hello {name},',
        'we have called off the stay of {guest} at {title}, {stay}.',
        'Why: {reason}',
        '{refunds, select, yes {{refund} goes back to the guest; {hostGives} of it comes out of what you were to get.} other {Nothing goes back to the guest.}}',
      ],
      action: 'See your reservations',
    },
  },
  /** The host has said so: a guest who is there all the same must hear of it at once. */
  no_show: {
    guest: {
      subject: 'Your host says that you did not come: {title}, {stay}',
      lines: [
        'Hello {name},',
        'your host has told us that nobody came to {title}, {stay}. Your stay there is over, and its nights can be had by others.',
        noShowRefund,
        'If that is not so, tell us at once: the page of your trip says how.',
      ],
      action: 'See the trip',
    },
    host: {
      subject: 'Nobody came: {title}, {stay}',
      lines: [
        'Hello {name},',
        'you have told us that {guest} did not come to {title}, {stay}. The nights that are left can be had by others.',
        '{refunds, select, yes {{refund} goes back to the guest, as your cancellation policy says.} other {Nothing goes back to the guest: you are paid as planned.}}',
      ],
      action: 'See your reservations',
    },
  },
  /** Money that goes back without anything being called off. */
  goodwill: {
    guest: {
      subject: '{amount} goes back to you: {title}, {stay}',
      lines: ['Hello {name},', '{amount} of what you paid for {title}, {stay}, goes back to your card.', 'Why: {reason}'],
      action: 'See the trip',
    },
    host: {
      subject: '{amount} goes back to your guest: {title}, {stay}',
      lines: [
        'Hello {name},',
        '{amount} goes back to {guest} for {title}, {stay}; {hostGives} of it comes out of what you were to get.',
        'Why: {reason}',
      ],
      action: 'See your reservations',
    },
  },
  /** It goes back whole: the guest hears why before the bank's line surprises them. */
  paid_too_late: {
    guest: {
      subject: 'Not booked, and all of it goes back: {title}, {stay}',
      lines: [
        'Hello {name},',
        'your payment of {amount} for {title}, {stay}, came in after the hold had ended, and the nights could not be had any more. All of it goes back to your card.',
      ],
      action: 'Look for other dates',
    },
  },
  /** A bank has sent it back: the guest still waits for it, and only a person can find another way. */
  refund_failed: {
    operators: {
      subject: 'A refund came back: {amount}, {title}, {stay}',
      lines: [
        'Hello {name},',
        'the guest’s bank has sent back the refund of {amount} for booking {bookingId} ({title}, {stay}). The money is in your account at the payment provider again; the guest is still owed it.',
        'Ask the guest for another way, and pay it out from there.',
      ],
    },
  },
  ...disputeWords,
} as const satisfies Record<Kind, Partial<Record<Reader, MailWords>>>

type Words = { [K in Kind]: (typeof words)[K][keyof (typeof words)[K]] }[Kind]
const wordsAbout: Readonly<Record<Kind, Partial<Record<Reader, Words>>>> = words

export type MailDeps = Deps & Readonly<{ market: string; origin: () => string }>

/** What happened to a booking; `amount` where it is about money of its own; `back` where some was given back. */
type About = Readonly<{ bookingId: BookingId; kind: Kind; amount?: Money; back?: GivenBack | undefined }>

/** Tells everybody whom it concerns, each once, in their own mail. */
export async function mailBooking(deps: MailDeps, about: About, job: RunningJob): Promise<void> {
  const booking = await findBooking(deps.db, about.bookingId)
  const mails = booking ? await mailsOf(deps, booking, { ...about, kind: kindFor(booking, about.kind) }) : []
  await write(deps.db, async (tx) => {
    for (const mail of mails) await sendMail(tx, deps, mail)
    await job.finish(tx)
  })
}

/** Of a stay whose host was asked first, that it is booked is the host's answer. */
const kindFor = ({ snapshot }: Booking, kind: Kind): Kind => (kind === 'confirmed' && !snapshot.instantBook ? 'accepted' : kind)

/** Both hear of a booking that was called off; where the operator did it, why. */
export async function mailCalledOff(deps: MailDeps, { bookingId }: { bookingId: BookingId }, job: RunningJob): Promise<void> {
  const state = (await findBooking(deps.db, bookingId))?.state
  if (state?.name !== 'cancelled' || state.by !== 'operator') return mailBooking(deps, { bookingId, kind: 'cancelled' }, job)
  const back = (await selectGivenBack(deps.db, [bookingId])).find(({ kind }) => kind === 'cancellation')
  return mailBooking(deps, { bookingId, kind: 'cancelled_by_operator', back }, job)
}

type Goodwill = { bookingId: BookingId; givenBackId: GivenBackId }

/** Both hear what goes back, and why. */
export async function mailGoodwill(deps: MailDeps, { bookingId, givenBackId }: Goodwill, job: RunningJob): Promise<void> {
  return mailBooking(deps, { bookingId, kind: 'goodwill', back: await selectGivenBackById(deps.db, givenBackId) }, job)
}

async function mailsOf({ db, market, origin }: MailDeps, booking: Booking, { kind, amount, back }: About) {
  const values = { ...valuesOf(booking), amount: amount ? amountText(amount) : '', ...backValues(back) }
  const readers = await readersOf(db, booking, kind)
  return readers.map(({ user, reader, words: its }) =>
    composeMail({
      to: user.email,
      words: its,
      values: { ...values, name: user.name },
      url: `${origin()}${pathOf(booking, kind, reader)}`,
      signed: market,
    }),
  )
}

async function readersOf(db: Db, booking: Booking, kind: Kind): Promise<{ user: User; reader: Reader; words: Words }[]> {
  const { guest, host } = await findParties(db, booking)
  const users = { guest: [guest], host: [host], operators: wordsAbout[kind].operators ? await findOperators(db) : [] }
  const all = (['guest', 'host', 'operators'] as const).map((reader) => ({ reader, words: wordsAbout[kind][reader] }))
  return all.flatMap(({ reader, words: its }) => (its ? users[reader].flatMap((user) => (user ? { user, reader, words: its } : [])) : []))
}

function pathOf({ id, listingId }: Booking, kind: Kind, reader: Reader): string {
  if (reader === 'host') return `/host/reservations/${id}`
  return kind === 'paid_too_late' || comeToNothing.has(kind) ? `/listings/${listingId}` : `/trips/${id}`
}

function backValues(back: GivenBack | undefined) {
  if (!back) return { hostGives: '' }
  const { byEarners } = back.given
  const hostGives = money(totalOf(byEarners, hostCodes) - (byEarners.host_fee ?? 0), back.amount.currency)
  return { reason: back.reason ?? '', hostGives: amountText(hostGives), amount: amountText(back.amount) }
}

function valuesOf({ id, snapshot, stay, guest, state }: Booking) {
  const refund = 'refund' in state ? state.refund : null
  const { quote, title, town, zone, checkInFrom, checkOutBy } = snapshot
  return {
    bookingId: id,
    title,
    town,
    stay: stayText(stay),
    from: checkInFrom,
    by: checkOutBy,
    answerBy: state.name === 'requested' ? `${dayText(dateAt(state.answerBy, zone))}, ${timeAt(state.answerBy, zone)}, ${town} time` : '',
    guest: guest.name,
    total: amountText(quote.total),
    payout: amountText(quote.hostPayout),
    refund: refund ? amountText(refund) : '',
    reason: state.name === 'cancelled' && state.by === 'operator' ? state.reason : '',
    refunds: refund && refund.minor > 0 ? 'yes' : 'no',
  }
}
