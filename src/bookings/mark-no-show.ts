import { releaseNights } from '../calendar/claim-nights.ts'
import type { BookingId } from '../kernel/ids.ts'
import { sameMoney, type Money } from '../kernel/money.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { inTransaction, type Db, type Tx } from '../platform/db.ts'
import type { Deps } from '../platform/deps.ts'
import type { JobId } from '../platform/enqueue.ts'
import { announce } from '../platform/outbox.ts'
import type { Seal } from '../platform/seal.ts'
import { partyOf, type Booking, type BookingState, type Cancellable } from './booking.ts'
import { overtakeAlteration } from './end-alteration.ts'
import { givenBackOf } from './find-given-back.ts'
import { giveBack } from './give-back.ts'
import { absent, type NotAbsent } from './no-show.ts'
import { refundAt, type Terms } from './refund-policy.ts'
import { findBooking, saveState } from './store.ts'
import { termsOf } from './terms-of.ts'
import { previewFor, type Person, type Preview } from './view-booking.ts'

export type NoShowRequest = { bookingId: BookingId; person: Person }

/** `only_the_host_says`: a guest sees their own booking, and cannot say that they are not there. */
export type PreviewNoShowError = { code: 'booking_not_found' } | { code: 'only_the_host_says' } | NotAbsent
export type MarkNoShowError = PreviewNoShowError | { code: 'refund_changed'; refund: Money } | { code: 'booking_changed' }

/**
 * The host says that nobody came. The guest gets what they would by calling it off at that moment, so that nobody gains by
 * saying it or by keeping quiet; the nights go free, and the host is paid the rest as planned.
 */
export async function markNoShow(
  deps: Deps,
  { expectedRefund, ...request }: NoShowRequest & { /** What the host was shown. */ expectedRefund: Money | undefined },
  seal: Seal<Booking>,
): Promise<Result<{ booking: Booking; refund: JobId | null }, MarkNoShowError>> {
  return inTransaction(deps.db, async (tx) => {
    const now = deps.clock.now()
    const found = await findAbsent(tx, { ...request, now })
    if (!found.ok) return found
    const { booking, current, terms } = found.value
    const refund = refundAt(terms, 'guest', now)
    if (expectedRefund && !sameMoney(expectedRefund, refund.total)) return err({ code: 'refund_changed', refund: refund.total })

    const { id, unitId, stay, listingId } = booking
    const state = { ...current, name: 'no_show', noShowAt: now, refund: refund.total } satisfies BookingState
    await releaseNights(tx, { unitId, stay, claimId: id })
    const ended = (await saveState(tx, booking, state)) && (await overtakeAlteration(tx, deps, booking))
    if (!ended) return err({ code: 'booking_changed' })
    const back = { id: deps.ids.next<'booking_refund'>(), kind: 'no_show', by: 'host', operatorId: null, reason: null } as const
    const job = await giveBack(tx, deps, { booking, refund, back, fact: `no-show:${id}`, why: 'nobody came' })
    await announce(tx, deps, { type: 'booking.no_show', listingId, bookingId: id })
    const after = { ...booking, state, version: booking.version + 1 }
    await seal(tx, after)
    return ok({ booking: after, refund: job })
  })
}

/** What saying it now would give back, and leave to the host. */
export async function previewNoShow(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  request: NoShowRequest,
): Promise<Result<Preview, PreviewNoShowError>> {
  const now = clock.now()
  const found = await findAbsent(db, { ...request, now })
  return found.ok ? ok(previewFor(found.value.terms, 'guest', now)) : found
}

type Absent = { booking: Booking; current: Cancellable; terms: Terms }

async function findAbsent(
  db: Db | Tx,
  { bookingId, person, now }: NoShowRequest & { now: ReturnType<Deps['clock']['now']> },
): Promise<Result<Absent, PreviewNoShowError>> {
  const booking = await findBooking(db, bookingId)
  const party = booking && partyOf(booking, person)
  if (!booking || !party) return err({ code: 'booking_not_found' })
  if (party !== 'host') return err({ code: 'only_the_host_says' })
  const current = absent(booking, now)
  if (!current.ok) return current
  return ok({ booking, current: current.value, terms: termsOf(booking, await givenBackOf(db, booking)) })
}
