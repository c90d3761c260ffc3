import { blockNights } from '../calendar/block-nights.ts'
import { releaseNights } from '../calendar/claim-nights.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import type { Tx } from '../platform/db.ts'
import type { Deps } from '../platform/deps.ts'
import type { JobId } from '../platform/enqueue.ts'
import { announce } from '../platform/outbox.ts'
import type { Booking, BookingState } from './booking.ts'
import { overtakeAlteration } from './end-alteration.ts'
import { giveBack } from './give-back.ts'
import type { Refund } from './refund.ts'
import { saveState } from './store.ts'

type CalledOff = Extract<BookingState, { name: 'cancelled' }>
type CallOff = Readonly<{ booking: Booking; state: CalledOff; refund: Refund; /** Whether its nights stay blocked. */ blocks: boolean }>

/** Ends a booking, whoever calls it off: nights, state and money in one transaction. */
export async function callOff(
  tx: Tx,
  deps: Deps,
  { booking, state, refund, blocks }: CallOff,
): Promise<Result<{ booking: Booking; refund: JobId | null }, { code: 'booking_changed' }>> {
  const { id, unitId, stay, listingId } = booking
  if (blocks) await blockNights(tx, { unitId, range: { from: stay.checkIn, until: stay.checkOut } })
  await releaseNights(tx, { unitId, stay, claimId: id })
  const ended = (await saveState(tx, booking, state)) && (await overtakeAlteration(tx, deps, booking))
  if (!ended) return err({ code: 'booking_changed' })
  const who = state.by === 'operator' ? { operatorId: state.operatorId, reason: state.reason } : { operatorId: null, reason: null }
  const job = await giveBack(tx, deps, {
    booking,
    refund,
    back: { id: deps.ids.next<'booking_refund'>(), kind: 'cancellation', by: state.by, ...who },
    fact: `cancel:${id}`,
    why: `cancelled by ${state.by}`,
  })
  await announce(tx, deps, { type: 'booking.cancelled', listingId, bookingId: id, by: state.by })
  return ok({ booking: { ...booking, state, version: booking.version + 1 }, refund: job })
}
