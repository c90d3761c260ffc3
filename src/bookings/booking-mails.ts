import { IntlMessageFormat } from 'intl-messageformat'
import { findOperators, findUser } from '../accounts/find-user.ts'
import { findHost } from '../accounts/host.ts'
import type { BookingId, UserId } from '../kernel/ids.ts'
import { decimals, type Money } from '../kernel/money.ts'
import { composeMail } from '../platform/compose-mail.ts'
import { write } from '../platform/db.ts'
import type { Deps } from '../platform/deps.ts'
import { sendMail } from '../platform/mail.ts'
import type { RunningJob } from '../platform/run-job.ts'
import type { Booking, Party } from './booking.ts'
import { findBooking } from './store.ts'

const goesBack = (where: string) =>
  `{refunds, select, yes {{refund} goes back ${where}.} other {Nothing goes back: the time for a refund was over.}}`

/** The words of the mails about bookings, as ICU messages in English. */
const words = {
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
} as const

/** To the guest. */
const paidTooLateWords = {
  subject: 'Not booked, and all of it goes back: {title}, {stay}',
  lines: [
    'Hello {name},',
    'your payment of {amount} for {title}, {stay}, came in after the hold had ended, and the nights could not be had any more. All of it goes back to your card.',
  ],
  action: 'Look for other dates',
} as const

/** To each operator. */
const refundFailedWords = {
  subject: 'A refund came back: {amount}, {title}, {stay}',
  lines: [
    'Hello {name},',
    'the guest’s bank has sent back the refund of {amount} for booking {bookingId} ({title}, {stay}). The money is in your account at the payment provider again; the guest is still owed it.',
    'Ask the guest for another way, and pay it out from there.',
  ],
} as const

export type MailDeps = Deps & Readonly<{ market: string; origin: () => string }>

/** Tells guest and host, each once, in their own mail. A host nobody signs in as has no address. */
export async function mailBooking(
  deps: MailDeps,
  { bookingId, kind }: { bookingId: BookingId; kind: keyof typeof words },
  job: RunningJob,
): Promise<void> {
  const booking = await findBooking(deps.db, bookingId)
  const host = booking && (await findHost(deps.db, booking.hostId))
  const mails = booking
    ? [
        await mailTo(deps, { booking, kind, party: 'guest' }, booking.guestId),
        await mailTo(deps, { booking, kind, party: 'host' }, host?.userId ?? null),
      ]
    : []
  await write(deps.db, async (tx) => {
    for (const mail of mails) if (mail) await sendMail(tx, deps, mail)
    await job.finish(tx)
  })
}

/** A payment that came too late goes back whole: the guest hears why before the bank's line surprises them. */
export async function mailPaidTooLate(
  deps: MailDeps,
  { bookingId, amount }: { bookingId: BookingId; amount: Money },
  job: RunningJob,
): Promise<void> {
  const booking = await findBooking(deps.db, bookingId)
  const guest = booking && (await findUser(deps.db, booking.guestId))
  await write(deps.db, async (tx) => {
    if (guest) {
      const said = (message: string) => format(message, { ...valuesOf(booking), name: guest.name, amount: amountText(amount) })
      const { subject, lines, action } = paidTooLateWords
      const link = { label: said(action), url: `${deps.origin()}/listings/${booking.listingId}` }
      await sendMail(
        tx,
        deps,
        composeMail({ to: guest.email, subject: said(subject), before: lines.map(said), action: link, after: [], signed: deps.market }),
      )
    }
    await job.finish(tx)
  })
}

/** A bank has sent a refund back: the guest still waits for it, and only a person can find another way. */
export async function mailRefundFailed(
  deps: MailDeps,
  { bookingId, amount }: { bookingId: BookingId; amount: Money },
  job: RunningJob,
): Promise<void> {
  const booking = await findBooking(deps.db, bookingId)
  const operators = booking ? await findOperators(deps.db) : []
  await write(deps.db, async (tx) => {
    for (const { name, email } of operators) {
      const said = (message: string) => format(message, { ...(booking && valuesOf(booking)), name, bookingId, amount: amountText(amount) })
      const { subject, lines } = refundFailedWords
      await sendMail(tx, deps, composeMail({ to: email, subject: said(subject), before: lines.map(said), after: [], signed: deps.market }))
    }
    await job.finish(tx)
  })
}

const format = (message: string, values: Record<string, string>) => String(new IntlMessageFormat(message, 'en').format(values))

type About = { booking: Booking; kind: keyof typeof words; party: Party }

async function mailTo({ db, market, origin }: MailDeps, { booking, kind, party }: About, userId: UserId | null) {
  const user = userId && (await findUser(db, userId))
  if (!user) return undefined
  const { subject, lines, action } = words[kind][party]
  const say = (message: string) => format(message, { ...valuesOf(booking), name: user.name })
  const url = `${origin()}${party === 'guest' ? `/trips/${booking.id}` : '/host/reservations'}`
  return composeMail({
    to: user.email,
    subject: say(subject),
    before: lines.map(say),
    action: { label: say(action), url },
    after: [],
    signed: market,
  })
}

function valuesOf({ snapshot, stay, guest, state }: Booking) {
  const { quote, title, town, checkInFrom, checkOutBy } = snapshot
  const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })
  return {
    title,
    town,
    stay: day.formatRange(new Date(`${stay.checkIn}T12:00:00Z`), new Date(`${stay.checkOut}T12:00:00Z`)),
    from: checkInFrom,
    by: checkOutBy,
    guest: guest.name,
    total: amountText(quote.total),
    payout: amountText(quote.hostPayout),
    refund: state.name === 'cancelled' ? amountText(state.refund) : '',
    refunds: state.name === 'cancelled' && state.refund.minor > 0 ? 'yes' : 'no',
  }
}

const amountText = ({ minor, currency }: Money) =>
  new Intl.NumberFormat('en', { style: 'currency', currency, minimumFractionDigits: decimals(currency) }).format(
    minor / 10 ** decimals(currency),
  )
