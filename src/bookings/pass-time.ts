import type { BookingId } from '../kernel/ids.ts'
import { write, type Tx } from '../platform/db.ts'
import type { Deps, TxDeps } from '../platform/deps.ts'
import { enqueue } from '../platform/enqueue.ts'
import { announce } from '../platform/outbox.ts'
import { passed, type Booking } from './booking.ts'
import { findBooking, saveState } from './store.ts'

/** Has the booking move on by itself at its arrival and at its departure. */
export async function watchStay(tx: Tx, deps: TxDeps, { id, checkInAt, checkOutAt }: Booking): Promise<void> {
  for (const runAt of [checkInAt, checkOutAt]) await enqueue(tx, deps, { kind: 'bookings.pass_time', payload: { bookingId: id }, runAt })
}

/**
 * A stay begins or is over. Runs again safely, and changes nothing about a booking that was called off meanwhile.
 * @throws when the booking changed while it was looked at, so that the job looks again.
 */
export async function passTime(deps: Deps, { bookingId }: { bookingId: BookingId }): Promise<void> {
  await write(deps.db, async (tx) => {
    const booking = await findBooking(tx, bookingId)
    const state = booking && passed(booking, deps.clock.now())
    if (!booking || !state) return
    if (!(await saveState(tx, booking, state))) throw new Error('the booking changed while its stay moved on')
    const type = state.name === 'completed' ? 'booking.completed' : 'booking.stay_begun'
    await announce(tx, deps, { type, bookingId })
  })
}
