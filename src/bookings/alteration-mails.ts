import { z } from 'zod'
import { timeAt } from '../kernel/zone.ts'
import { composeMail, type MailWords } from '../platform/compose-mail.ts'
import { write } from '../platform/db.ts'
import { sendMail, type Mail } from '../platform/mail.ts'
import type { RunningJob } from '../platform/run-job.ts'
import { idWire } from '../platform/wire.ts'
import { differenceOf, type Alteration } from './alteration.ts'
import { selectAlteration, selectAlterationPaidBy } from './alteration-store.ts'
import type { Booking, Party } from './booking.ts'
import { amountText } from './amount-text.ts'
import type { MailDeps } from './booking-mails.ts'
import { findParties } from './find-parties.ts'
import { stayText } from './stay-text.ts'
import { findBooking } from './store.ts'

const money =
  '{more, select, more {{amount} more is to be paid} less {{amount} goes back to the guest} other {The price stays as it is}}' as const

/** The words of the mails about alterations. They go to the other side, but for those that go to the guest, or to both. */
const words = {
  proposed: {
    subject: 'A change is proposed: {title}, {old}',
    lines: [
      'Hello {name},',
      `{who} would like {new} for {guests} instead of {old} at {title}. ${money}.`,
      'You have until {until} to say yes or no.',
    ],
    action: 'Look, and answer',
  },
  accepted: {
    subject: 'Your change is accepted: pay {amount} to make it so',
    lines: [
      'Hello {name},',
      '{host} has agreed to {new} at {title}. The added nights are kept for you until {until}: pay {amount} by then.',
    ],
    action: 'Pay the difference',
  },
  declined: {
    subject: 'The change is declined: {title}, {old}',
    lines: ['Hello {name},', 'the other side would rather leave it at {old} at {title}. Nothing has changed.'],
    action: 'See the stay',
  },
  altered: {
    subject: 'Changed: {title}, {new}',
    lines: ['Hello {name},', `the stay at {title} is now {new} for {guests}; it was {old}. The whole of it costs {total}.`],
    action: 'See the stay',
  },
  unpaid: {
    subject: 'Not changed: {title}, {old}',
    lines: ['Hello {name},', 'the difference for {new} at {title} was not paid in time. The stay is as it was: {old}.'],
    action: 'See the stay',
  },
  paid_too_late: {
    subject: 'Not changed, and {amount} goes back: {title}',
    lines: [
      'Hello {name},',
      'your payment of {amount} for {new} at {title} came when the change could not be made any more. All of it goes back to your card. The stay is as it was.',
    ],
    action: 'See the stay',
  },
} as const satisfies Record<string, MailWords>
type Kind = keyof typeof words

/** Who reads of it. */
const readersOf: Readonly<Record<Kind, (by: Party) => readonly Party[]>> = {
  proposed: (by) => [by === 'guest' ? 'host' : 'guest'],
  // A guest who has said yes themselves is on the way to pay.
  accepted: (by) => (by === 'guest' ? ['guest'] : []),
  declined: (by) => [by],
  altered: () => ['guest', 'host'],
  unpaid: () => ['guest', 'host'],
  paid_too_late: () => ['guest'],
}

const aboutOne = z.object({ alterationId: idWire<'alteration'>() })
const aboutPayment = z.object({ paymentId: idWire<'payment'>() })

/** Tells those whom it concerns, each once, in their own mail. */
export async function mailAlteration(deps: MailDeps, kind: Kind, payload: unknown, job: RunningJob): Promise<void> {
  const alteration =
    kind === 'paid_too_late'
      ? await selectAlterationPaidBy(deps.db, aboutPayment.parse(payload).paymentId)
      : await selectAlteration(deps.db, aboutOne.parse(payload).alterationId)
  const booking = alteration && (await findBooking(deps.db, alteration.bookingId))
  const mails = booking ? await mailsOf(deps, { kind, booking, alteration }) : []
  await write(deps.db, async (tx) => {
    for (const mail of mails) await sendMail(tx, deps, mail)
    await job.finish(tx)
  })
}

type About = { kind: Kind; booking: Booking; alteration: Alteration }

async function mailsOf({ db, market, origin }: MailDeps, { kind, booking, alteration }: About): Promise<Mail[]> {
  const parties = await findParties(db, booking)
  const [guestName, hostName] = [booking.guest.name, parties.host?.name ?? '']
  const values = { ...valuesOf(booking, alteration), who: alteration.by === 'guest' ? guestName : hostName, host: hostName }
  return readersOf[kind](alteration.by).flatMap((party) => {
    const user = parties[party]
    const url = `${origin()}/trips/${booking.id}/alter`
    const its: (typeof words)[Kind] = words[kind]
    return user ? composeMail({ to: user.email, words: its, values: { ...values, name: user.name }, url, signed: market }) : []
  })
}

function valuesOf({ snapshot }: Booking, alteration: Alteration) {
  const { before, after, state } = alteration
  const difference = differenceOf(alteration)
  const by = state.name === 'proposed' ? state.lapsesAt : state.name === 'awaiting_payment' ? state.heldUntil : null
  return {
    title: snapshot.title,
    old: stayText(before.stay),
    new: stayText(after.stay),
    guests: String(after.guests.adults + after.guests.children),
    more: difference.minor > 0 ? 'more' : difference.minor < 0 ? 'less' : 'same',
    amount: amountText({ ...difference, minor: Math.abs(difference.minor) }),
    total: amountText(after.quote.total),
    until: by === null ? '' : `${dayText(by, snapshot.zone)}, ${timeAt(by, snapshot.zone)}`,
  }
}

const dayText = (at: number, timeZone: string) => new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', timeZone }).format(at)
