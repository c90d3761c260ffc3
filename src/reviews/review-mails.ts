import { IntlMessageFormat } from 'intl-messageformat'
import { findUser } from '../accounts/find-user.ts'
import { findHost } from '../accounts/host.ts'
import type { Booking, Party } from '../bookings/booking.ts'
import { bookingById } from '../bookings/find-booking.ts'
import type { BookingId, UserId } from '../kernel/ids.ts'
import { dateAt } from '../kernel/zone.ts'
import { composeMail } from '../platform/compose-mail.ts'
import { write } from '../platform/db.ts'
import type { Deps } from '../platform/deps.ts'
import { enqueue } from '../platform/enqueue.ts'
import { sendMail, type Mail } from '../platform/mail.ts'
import type { RunningJob } from '../platform/run-job.ts'
import { closesAt } from './stay-review.ts'

/** The words of the mails that ask how a stay was, as ICU messages in English. */
const words = {
  guest: {
    subject: 'How was {title}?',
    lines: ['Hello {name},', 'your stay at {title} in {town} is over. Say how it was: it helps the next guest, and the host.'],
    action: 'Say how it was',
  },
  host: {
    subject: 'How was your guest at {title}?',
    lines: ['Hello {name},', 'the stay of {guest} at {title} is over. Say how it was to have them.'],
    action: 'Say how it was',
  },
} as const
const after =
  'You have until {until}. Neither of you sees what the other wrote before both have written, or before that day: then both appear together.'

export type ReviewMailDeps = Deps & Readonly<{ market: string; origin: () => string }>

/** A stay is over: asks both sides once, and has what they write by then published when the time is over. */
export async function inviteReviews(deps: ReviewMailDeps, { bookingId }: { bookingId: BookingId }, job: RunningJob): Promise<void> {
  const booking = await bookingById(deps.db, bookingId)
  const host = booking && (await findHost(deps.db, booking.hostId))
  const mails = booking
    ? [
        await mailTo(deps, { booking, party: 'guest' }, booking.guestId),
        await mailTo(deps, { booking, party: 'host' }, host?.userId ?? null),
      ]
    : []
  await write(deps.db, async (tx) => {
    if (booking) await enqueue(tx, deps, { kind: 'reviews.publish', payload: { bookingId }, runAt: closesAt(booking) })
    for (const mail of mails) if (mail) await sendMail(tx, deps, mail)
    await job.finish(tx)
  })
}

type About = { booking: Booking; party: Party }

/** Undefined for who cannot be asked any more: they have left, or the time is over before the mail could go. */
async function mailTo(
  { db, clock, market, origin }: ReviewMailDeps,
  { booking, party }: About,
  userId: UserId | null,
): Promise<Mail | undefined> {
  const user = userId && (await findUser(db, userId))
  if (!user || clock.now() >= closesAt(booking)) return undefined
  const { snapshot, guest, id } = booking
  const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })
  const until = day.format(new Date(`${dateAt(closesAt(booking), snapshot.zone)}T12:00:00Z`))
  const values = { title: snapshot.title, town: snapshot.town, guest: guest.name, name: user.name, until }
  const say = (message: string) => String(new IntlMessageFormat(message, 'en').format(values))
  const { subject, lines, action } = words[party]
  const path = party === 'guest' ? `/trips/${id}/review` : `/host/reservations/${id}/review`
  return composeMail({
    to: user.email,
    subject: say(subject),
    before: lines.map(say),
    action: { label: say(action), url: `${origin()}${path}` },
    after: [say(after)],
    signed: market,
  })
}
