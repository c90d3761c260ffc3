import { isDeepStrictEqual } from 'node:util'
import type { BookingId } from '../kernel/ids.ts'
import { sameMoney, type Money } from '../kernel/money.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import type { Stay } from '../kernel/stay.ts'
import { inTransaction } from '../platform/db.ts'
import type { Deps } from '../platform/deps.ts'
import { enqueue } from '../platform/enqueue.ts'
import { announce } from '../platform/outbox.ts'
import type { Seal } from '../platform/seal.ts'
import type { Guests } from '../pricing/quote.ts'
import type { Alteration, AlterationId } from './alteration.ts'
import { insertAlteration, selectAlteration, touchBooking } from './alteration-store.ts'
import { offerAlteration, type OfferAlterationError, type OfferedAlteration } from './offer-alteration.ts'
import { findBooking } from './store.ts'
import { viewBooking, type Person, type ViewBookingError } from './view-booking.ts'

type Asked = { bookingId: BookingId; person: Person; stay: Stay; guests: Guests }
export type PreviewAlterationError = ViewBookingError | OfferAlterationError

/** What other dates or guests would cost, for the booking's own two sides. */
export async function previewAlteration(
  deps: Pick<Deps, 'db' | 'clock'>,
  asked: Asked,
): Promise<Result<OfferedAlteration, PreviewAlterationError>> {
  const viewed = await viewBooking(deps, asked)
  return viewed.ok ? offerAlteration(deps.db, viewed.value.booking, asked, deps.clock.now()) : viewed
}

export type ProposeAlterationError =
  | PreviewAlterationError
  | { code: 'idempotency_key_reused' }
  | { code: 'alteration_open' }
  | { code: 'price_changed'; total: Money }
  | { code: 'booking_changed' }

/** @param expectedTotal what the whole stay would cost, as it was shown. @param id made of the request's Idempotency-Key */
type Proposal = Asked & { id: AlterationId; expectedTotal: Money }

/** One side proposes other dates or guests. Nothing is taken or paid until the other side says yes. */
export async function proposeAlteration(
  deps: Deps,
  { id, expectedTotal, ...asked }: Proposal,
  seal: Seal<Alteration>,
): Promise<Result<Alteration, ProposeAlterationError>> {
  const viewed = await viewBooking(deps, asked)
  if (!viewed.ok) return viewed
  const earlier = await selectAlteration(deps.db, id)
  if (earlier && !isAskedFor(earlier, asked)) return err({ code: 'idempotency_key_reused' })
  if (earlier) return inTransaction(deps.db, async (tx) => ok((await seal(tx, earlier), earlier)))
  return inTransaction(deps.db, async (tx) => {
    const booking = await findBooking(tx, asked.bookingId)
    if (!booking) return err({ code: 'booking_not_found' })
    const now = deps.clock.now()
    const offer = await offerAlteration(tx, booking, asked, now)
    if (!offer.ok) return offer
    const { before, after, lapsesAt } = offer.value
    if (!sameMoney(after.quote.total, expectedTotal)) return err({ code: 'price_changed', total: after.quote.total })
    // Who calls the booking off at the same moment, or alters it, finds it changed, or we do.
    if (!(await touchBooking(tx, booking))) return err({ code: 'booking_changed' })
    const state = { name: 'proposed', lapsesAt } as const
    const alteration: Alteration = { id, bookingId: booking.id, by: viewed.value.viewer, before, after, state, createdAt: now, version: 1 }
    if (!(await insertAlteration(tx, alteration))) return err({ code: 'alteration_open' })
    await enqueue(tx, deps, { kind: 'bookings.lapse_alteration', payload: { alterationId: id }, runAt: lapsesAt })
    await announce(tx, deps, { type: 'alteration.proposed', bookingId: booking.id, alterationId: id })
    await seal(tx, alteration)
    return ok(alteration)
  })
}

/** A key is forgotten after two days, what it made is not: another proposal under it is another intention. */
const isAskedFor = ({ after }: Alteration, { stay, guests }: Asked) => isDeepStrictEqual([after.stay, after.guests], [stay, guests])
