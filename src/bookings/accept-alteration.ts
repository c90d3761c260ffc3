import { nightsOnlyIn, shiftNights, takeNights } from '../calendar/claim-nights.ts'
import type { Instant } from '../kernel/clock.ts'
import type { BookingId } from '../kernel/ids.ts'
import { sameMoney, type Money } from '../kernel/money.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { timeAt } from '../kernel/zone.ts'
import { requestPayment } from '../payments/request-payment.ts'
import { inTransaction, type Tx } from '../platform/db.ts'
import type { Deps } from '../platform/deps.ts'
import { enqueue, type JobId } from '../platform/enqueue.ts'
import { announce } from '../platform/outbox.ts'
import type { Seal } from '../platform/seal.ts'
import { answerable, differenceOf, isBasis, payUntil, type Alteration, type AlterationId, type NotAnswerable } from './alteration.ts'
import { saveAlteration, selectAlteration, touchBooking } from './alteration-store.ts'
import { applyAlteration } from './apply-alteration.ts'
import { partyOf, type Booking } from './booking.ts'
import { offerAlteration, type OfferAlterationError } from './offer-alteration.ts'
import { stayText } from './stay-text.ts'
import { findBooking } from './store.ts'
import type { Person, ViewBookingError } from './view-booking.ts'

export type AcceptAlterationError =
  | ViewBookingError
  | { code: 'alteration_not_found' }
  | NotAnswerable
  | OfferAlterationError
  /** It would cost something else by now: whoever wants it proposes it anew. */
  | { code: 'price_changed'; total: Money }
  | { code: 'booking_changed' }

type Input = {
  bookingId: BookingId
  alterationId: AlterationId
  person: Person
  /** Where the provider sends the guest back to. */
  returnUrl: string
}

/** Jobs to run at once, so that the answer knows where to pay, or the refund is on its way. */
type Accepted = { alteration: Alteration; jobs: JobId[] }

/**
 * The other side says yes. Where the guest has to pay more, the added nights are held and the difference is asked for; else
 * it is done: nights, price, shares and what goes back, in one transaction. Of the nights only the difference moves.
 */
export async function acceptAlteration(
  deps: Deps,
  { bookingId, alterationId, person, returnUrl }: Input,
  seal: Seal<Alteration>,
): Promise<Result<Accepted, AcceptAlterationError>> {
  return inTransaction(deps.db, async (tx): Promise<Result<Accepted, AcceptAlterationError>> => {
    const booking = await findBooking(tx, bookingId)
    const party = booking && partyOf(booking, person)
    if (!booking || !party) return err({ code: 'booking_not_found' })
    const alteration = await selectAlteration(tx, alterationId)
    if (alteration?.bookingId !== bookingId) return err({ code: 'alteration_not_found' })
    const now = deps.clock.now()
    const may = answerable(alteration, party, now)
    if (!may.ok) return may
    if (!isBasis(alteration, booking)) return err({ code: 'booking_changed' })
    const offer = await offerAlteration(tx, booking, alteration.after, now)
    if (!offer.ok) return offer
    const { total, hostPayout } = offer.value.after.quote
    const { quote } = alteration.after
    if (!sameMoney(total, quote.total) || !sameMoney(hostPayout, quote.hostPayout)) return err({ code: 'price_changed', total })

    const done = differenceOf(alteration).minor > 0 ? hold : applyNow
    const accepted = await done(tx, deps, { booking, alteration, now, returnUrl })
    if (accepted.ok) await seal(tx, accepted.value.alteration)
    return accepted
  })
}

type Accepting = { booking: Booking; alteration: Alteration; now: Instant; returnUrl: string }
type HoldError = { code: 'nights_taken' } | { code: 'booking_changed' }

/** The booking stays as it is until the difference is paid. */
async function hold(tx: Tx, deps: Deps, { booking, alteration, now, returnUrl }: Accepting): Promise<Result<Accepted, HoldError>> {
  const { id: bookingId, unitId, stay, listingId, snapshot } = booking
  const { after } = alteration
  const taken = await takeNights(tx, { unitId, claimId: bookingId, kind: 'hold' }, nightsOnlyIn(after.stay, stay))
  if (!taken.ok) return taken
  if (!(await touchBooking(tx, booking))) return err({ code: 'booking_changed' })
  const paymentId = deps.ids.next<'payment'>()
  const heldUntil = payUntil(booking, alteration, now)
  const state = { name: 'awaiting_payment', paymentId, acceptedAt: now, heldUntil } as const
  if (!(await saveAlteration(tx, alteration, state))) return err({ code: 'booking_changed' })
  const openPayment = await requestPayment(tx, deps, {
    paymentId,
    bookingId,
    amount: differenceOf(alteration),
    description: `${snapshot.title}, now ${stayText(after.stay)}`,
    notice: `The change is kept for you until ${timeAt(heldUntil, snapshot.zone)}, ${snapshot.town} time.`,
    returnUrl,
    expiresAt: heldUntil,
  })
  await enqueue(tx, deps, { kind: 'bookings.end_alteration_payment', payload: { alterationId: alteration.id }, runAt: heldUntil })
  await announce(tx, deps, { type: 'alteration.accepted', listingId, bookingId, alterationId: alteration.id })
  return ok({ alteration: { ...alteration, state, version: alteration.version + 1 }, jobs: [openPayment] })
}

async function applyNow(tx: Tx, deps: Deps, { booking, alteration, now }: Accepting): Promise<Result<Accepted, HoldError>> {
  const { id: claimId, unitId, stay } = booking
  const moved = await shiftNights(tx, { unitId, claimId, kind: 'booking' }, { before: stay, after: alteration.after.stay })
  if (!moved.ok) return moved
  const applied = await applyAlteration(tx, deps, { booking, alteration, paymentId: null })
  if (!applied) return err({ code: 'booking_changed' })
  const state = { name: 'applied', paymentId: null, appliedAt: now } as const
  return ok({ alteration: { ...alteration, state, version: alteration.version + 1 }, jobs: applied.refunds })
}
