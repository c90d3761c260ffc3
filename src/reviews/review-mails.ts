import type { Booking, Party } from '../bookings/booking.ts'
import { bookingById } from '../bookings/find-booking.ts'
import { findParties } from '../bookings/find-parties.ts'
import type { BookingId } from '../kernel/ids.ts'
import { dateAt } from '../kernel/zone.ts'
import { composeMail, type MailWords } from '../platform/compose-mail.ts'
import { write } from '../platform/db.ts'
import type { Deps } from '../platform/deps.ts'
import { enqueue } from '../platform/enqueue.ts'
import { sendMail, type Mail } from '../platform/mail.ts'
import type { RunningJob } from '../platform/run-job.ts'
import { closesAt } from './stay-review.ts'

const after = [
  'You have until {until}. Neither of you sees what the other wrote before both have written, or before that day: then both appear together.',
] as const

/** The words of the mails that ask how a stay was. */
const words = {
  guest: {
    subject: 'How was {title}?',
    lines: ['Hello {name},', 'your stay at {title} in {town} is over. Say how it was: it helps the next guest, and the host.'],
    action: 'Say how it was',
    after,
  },
  host: {
    subject: 'How was your guest at {title}?',
    lines: ['Hello {name},', 'the stay of {guest} at {title} is over. Say how it was to have them.'],
    action: 'Say how it was',
    after,
  },
} as const satisfies Record<Party, MailWords>

export type ReviewMailDeps = Deps & Readonly<{ market: string; origin: () => string }>

/** A stay is over: asks both sides once, and has what they write by then published when the time is over. */
export async function inviteReviews(deps: ReviewMailDeps, { bookingId }: { bookingId: BookingId }, job: RunningJob): Promise<void> {
  const booking = await bookingById(deps.db, bookingId)
  const mails = booking ? await invitations(deps, booking) : []
  await write(deps.db, async (tx) => {
    if (booking) await enqueue(tx, deps, { kind: 'reviews.publish', payload: { bookingId }, runAt: closesAt(booking) })
    for (const mail of mails) await sendMail(tx, deps, mail)
    await job.finish(tx)
  })
}

/** None for who cannot be asked any more: they have left, or the time is over before the mail could go. */
async function invitations({ db, clock, market, origin }: ReviewMailDeps, booking: Booking): Promise<Mail[]> {
  if (clock.now() >= closesAt(booking)) return []
  const { snapshot, guest, id } = booking
  const parties = await findParties(db, booking)
  const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })
  const until = day.format(new Date(`${dateAt(closesAt(booking), snapshot.zone)}T12:00:00Z`))
  const values = { title: snapshot.title, town: snapshot.town, guest: guest.name, until }
  return (['guest', 'host'] as const).flatMap((party) => {
    const user = parties[party]
    if (!user) return []
    const url = `${origin()}${party === 'guest' ? '/trips' : '/host/reservations'}/${id}/review`
    return composeMail({ to: user.email, words: words[party], values: { ...values, name: user.name }, url, signed: market })
  })
}
