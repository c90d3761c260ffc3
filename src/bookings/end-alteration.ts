import { giveBackNights, nightsOnlyIn } from '../calendar/claim-nights.ts'
import type { BookingId } from '../kernel/ids.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { endPayment } from '../payments/end-payment.ts'
import { inTransaction, write, type Tx } from '../platform/db.ts'
import type { Deps } from '../platform/deps.ts'
import type { JobId } from '../platform/enqueue.ts'
import { announce } from '../platform/outbox.ts'
import type { Seal } from '../platform/seal.ts'
import { answerable, withdrawable, type Alteration, type AlterationId, type NotAnswerable, type NotWithdrawable } from './alteration.ts'
import { saveAlteration, selectAlteration, selectOpenAlteration } from './alteration-store.ts'
import { partyOf, type Booking } from './booking.ts'
import { findBooking } from './store.ts'
import type { Person, ViewBookingError } from './view-booking.ts'

type Missing = ViewBookingError | { code: 'alteration_not_found' }
type Input = { bookingId: BookingId; alterationId: AlterationId; person: Person }

export type DeclineAlterationError = Missing | NotAnswerable | { code: 'booking_changed' }

/** The other side says no: everything stays as it was agreed. */
export async function declineAlteration(
  deps: Deps,
  input: Input,
  seal: Seal<Alteration>,
): Promise<Result<Alteration, DeclineAlterationError>> {
  return inTransaction(deps.db, async (tx) => {
    const found = await findForParty(tx, input)
    if (!found.ok) return found
    const { alteration, party } = found.value
    const now = deps.clock.now()
    const may = answerable(alteration, party, now)
    if (!may.ok) return may
    const state = { name: 'declined', endedAt: now } as const
    if (!(await saveAlteration(tx, alteration, state))) return err({ code: 'booking_changed' })
    await announce(tx, deps, { type: 'alteration.declined', bookingId: input.bookingId, alterationId: alteration.id })
    const declined = { ...alteration, state, version: alteration.version + 1 }
    await seal(tx, declined)
    return ok(declined)
  })
}

export type WithdrawAlterationError = Missing | NotWithdrawable | { code: 'booking_changed' }

/**
 * Who proposed it takes it back; or a guest does not pay after all: then the provider's page is closed first, and the held
 * nights go free once it is. @returns the job that closes it, where there is one
 */
export async function withdrawAlteration(
  deps: Deps,
  input: Input,
  seal: Seal<Alteration>,
): Promise<Result<{ alteration: Alteration; endPayment: JobId | null }, WithdrawAlterationError>> {
  return inTransaction(deps.db, async (tx) => {
    const found = await findForParty(tx, input)
    if (!found.ok) return found
    const { alteration, party } = found.value
    const what = withdrawable(alteration, party)
    if (!what.ok) return what
    if (what.value === 'payment') {
      await seal(tx, alteration)
      return ok({ alteration, endPayment: await endItsPayment(tx, deps, alteration) })
    }
    const state = { name: 'withdrawn', endedAt: deps.clock.now() } as const
    if (!(await saveAlteration(tx, alteration, state))) return err({ code: 'booking_changed' })
    const withdrawn = { ...alteration, state, version: alteration.version + 1 }
    await seal(tx, withdrawn)
    return ok({ alteration: withdrawn, endPayment: null })
  })
}

async function findForParty(tx: Tx, { bookingId, alterationId, person }: Input) {
  const booking = await findBooking(tx, bookingId)
  const party = booking && partyOf(booking, person)
  if (!booking || !party) return err({ code: 'booking_not_found' } as const)
  const alteration = await selectAlteration(tx, alterationId)
  return alteration?.bookingId === bookingId ? ok({ alteration, party }) : err({ code: 'alteration_not_found' } as const)
}

/** Nobody has answered in time. Runs again safely. @throws when it changed meanwhile, so that the job looks again. */
export async function lapseAlteration(deps: Deps, { alterationId }: { alterationId: AlterationId }): Promise<void> {
  await write(deps.db, async (tx) => {
    const alteration = await selectAlteration(tx, alterationId)
    const now = deps.clock.now()
    if (alteration?.state.name !== 'proposed' || now < alteration.state.lapsesAt) return
    if (!(await saveAlteration(tx, alteration, { name: 'lapsed', endedAt: now }))) throw new Error('the alteration changed while it lapsed')
  })
}

/** Its time to pay is up: the provider's page is closed, and what comes of that is announced. Runs again safely. */
export async function endAlterationPayment(deps: Deps, { alterationId }: { alterationId: AlterationId }): Promise<void> {
  await write(deps.db, async (tx) => {
    const alteration = await selectAlteration(tx, alterationId)
    if (alteration) await endItsPayment(tx, deps, alteration)
  })
}

const endItsPayment = async (tx: Tx, deps: Deps, { state }: Alteration): Promise<JobId | null> =>
  state.name === 'awaiting_payment' ? endPayment(tx, deps, { paymentId: state.paymentId }) : null

/** The provider says that nobody can pay for it any more: the nights that it added go free. @throws when something changed meanwhile. */
export async function freeUnpaidAlteration(deps: Deps, alteration: Alteration): Promise<void> {
  const { state } = alteration
  if (state.name !== 'awaiting_payment') return
  await inTransaction(deps.db, async (tx) => {
    const booking = await findBooking(tx, alteration.bookingId)
    if (!booking) throw new Error(`no booking ${alteration.bookingId}`)
    await freeHeld(tx, booking, alteration)
    const next = { name: 'unpaid', paymentId: state.paymentId, endedAt: deps.clock.now() } as const
    if (!(await saveAlteration(tx, alteration, next))) throw new Error('the alteration changed while its hold was being ended')
    const { id: bookingId, listingId } = booking
    await announce(tx, deps, { type: 'alteration.unpaid', listingId, bookingId, alterationId: alteration.id })
    return ok()
  })
}

/**
 * The booking has ended, or is altered otherwise: what was open about it is over, and the nights that were held for it are
 * free. Money that still comes for it goes back. The booking is written first, and the caller announces the listing's change.
 * False when it changed meanwhile: roll back then.
 */
export async function overtakeAlteration(tx: Tx, deps: Deps, booking: Booking): Promise<boolean> {
  const alteration = await selectOpenAlteration(tx, booking.id)
  if (!alteration) return true
  const { state } = alteration
  await freeHeld(tx, booking, alteration)
  await endItsPayment(tx, deps, alteration)
  const paymentId = state.name === 'awaiting_payment' ? state.paymentId : null
  return saveAlteration(tx, alteration, { name: 'overtaken', paymentId, endedAt: deps.clock.now() })
}

async function freeHeld(tx: Tx, { id: claimId, unitId }: Booking, { state, before, after }: Alteration): Promise<void> {
  if (state.name === 'awaiting_payment') await giveBackNights(tx, { unitId, claimId }, nightsOnlyIn(after.stay, before.stay))
}
