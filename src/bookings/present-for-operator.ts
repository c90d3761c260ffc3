import type { z } from 'zod'
import { findUser } from '../accounts/find-user.ts'
import { toIso } from '../kernel/clock.ts'
import type { UserId } from '../kernel/ids.ts'
import { money } from '../kernel/money.ts'
import type { Deps } from '../platform/deps.ts'
import { cancellable, wasPaid, type Booking } from './booking.ts'
import { givenBackOf } from './find-given-back.ts'
import { amountsOf, billLess, refundableCodes, totalOf, type Given } from './given-back.ts'
import { selectGivenBack, type GivenBack } from './given-back-store.ts'
import type { operatorBookingWire, operatorRefundedWire } from './operator-wire.ts'
import { sharesOf } from './booking-postings.ts'
import { presentBookings, type ReviewHintsOf } from './present-booking.ts'
import { presentPreview, presentRefundLines } from './present-preview.ts'
import type { GoodwillGiven } from './refund-as-operator.ts'
import { termsOf } from './terms-of.ts'
import { previewFor } from './view-booking.ts'

type PresentDeps = Pick<Deps, 'db' | 'clock'> & { reviewHintsOf: ReviewHintsOf }

/** All that those who run the market need to know of a booking before they step in. */
export async function presentForOperator(deps: PresentDeps, booking: Booking): Promise<z.input<typeof operatorBookingWire>> {
  const [presented] = await presentBookings(deps, [booking], 'host')
  if (!presented) throw new Error('a booking that was found was not presented')
  const given = await givenBackOf(deps.db, booking)
  const now = deps.clock.now()
  const { state } = booking
  const preview = cancellable(booking, now).ok ? presentPreview(previewFor(termsOf(booking, given), 'guest', now), now) : null
  return {
    booking: { ...presented, viewer: 'operator', guest: booking.guest },
    ...moneyLeft(booking, given),
    history: await historyOf(deps, booking),
    preview,
    canCancel: preview !== null || state.name === 'requested',
    canRefund: wasPaid(state),
  }
}

function moneyLeft({ snapshot: { quote } }: Booking, given: Given) {
  const { currency } = quote.total
  const of = (minor: number) => money(minor, currency)
  const paid = amountsOf(quote)
  const left = amountsOf(billLess(quote, given.toGuest))
  const { host, hostFee, guestFee, tax } = sharesOf(billLess(quote, given.byEarners))
  // What the earners have not given of what the guest got is what the market gave.
  const earned = totalOf(given.byEarners)
  return {
    left: refundableCodes
      .filter((code) => paid[code] !== undefined)
      .map((code) => ({ code, paid: of(paid[code] ?? 0), left: of(left[code] ?? 0) })),
    leftTotal: of(totalOf(left)),
    shares: { host, hostFee, guestFee, tax, market: of(earned - totalOf(given.toGuest)) },
  }
}

type Happening = z.input<typeof operatorBookingWire>['history'][number]

const happened = { cancellation: 'cancelled', no_show: 'no_show', goodwill: 'refunded', dispute: 'disputed' } as const satisfies Record<
  GivenBack['kind'],
  string
>

async function historyOf({ db }: PresentDeps, booking: Booking): Promise<Happening[]> {
  const { state, createdAt, id } = booking
  const rows = await selectGivenBack(db, [id])
  const nothing = { operator: null, reason: null, amount: null }
  const confirmedAt = 'confirmedAt' in state ? state.confirmedAt : null
  const history: Happening[] = [{ at: toIso(createdAt), what: 'booked', by: 'guest', ...nothing, amount: booking.snapshot.quote.total }]
  if (confirmedAt !== null) history.push({ at: toIso(confirmedAt), what: 'confirmed', by: 'market', ...nothing })
  for (const row of rows) history.push({ ...(await tellBack(db, row)), what: happened[row.kind] })
  if (state.name === 'cancelled' && !rows.some(({ kind }) => kind === 'cancellation')) {
    const who = state.by === 'operator' ? { operator: await nameOf(db, state.operatorId), reason: state.reason } : {}
    history.push({ at: toIso(state.cancelledAt), what: 'cancelled', by: state.by, ...nothing, ...who, amount: state.refund })
  }
  if (state.name === 'no_show' && !rows.some(({ kind }) => kind === 'no_show')) {
    history.push({ at: toIso(state.noShowAt), what: 'no_show', by: 'host', ...nothing, amount: state.refund })
  }
  return history.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
}

async function tellBack(db: Deps['db'], { at, by, operatorId, reason, amount }: GivenBack) {
  return { at: toIso(at), by, operator: operatorId && (await nameOf(db, operatorId)), reason, amount }
}

const nameOf = async (db: Deps['db'], id: UserId): Promise<string | null> => (await findUser(db, id))?.name ?? null

export const presentGoodwill = ({ id, booking, refund }: GoodwillGiven): z.input<typeof operatorRefundedWire> => ({
  id,
  bookingId: booking.id,
  refund: refund.total,
  lines: presentRefundLines(refund),
  split: { ...refund.shares, market: refund.market },
})

export const presentFound = ({ id, state, snapshot, guest, stay }: Booking) => ({
  id,
  state: state.name,
  title: snapshot.title,
  guest: guest.name,
  checkIn: stay.checkIn,
  checkOut: stay.checkOut,
  total: snapshot.quote.total,
})
