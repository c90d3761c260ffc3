import { bookingById } from '../bookings/find-booking.ts'
import { hasHosted } from '../bookings/hosts-bookings.ts'
import type { BookingId } from '../kernel/ids.ts'
import { write, type Tx } from '../platform/db.ts'
import type { Deps, TxDeps } from '../platform/deps.ts'
import { enqueue, type JobId } from '../platform/enqueue.ts'
import type { Instant } from '../kernel/clock.ts'
import { insertPlan } from './plan-store.ts'
import { transferDueAt } from './transfer-policy.ts'

/** A booking is paid for: its host's money will go to them, each booking's once. Runs again safely. */
export async function planTransfer(deps: Deps, { bookingId }: { bookingId: BookingId }): Promise<void> {
  await write(deps.db, async (tx) => {
    const booking = await bookingById(tx, bookingId)
    if (!booking) return
    const isFirstStay = !(await hasHosted(tx, booking.hostId))
    const dueAt = transferDueAt(booking, isFirstStay)
    if (await insertPlan(tx, { bookingId, hostId: booking.hostId, dueAt, isFirstStay })) await settleAt(tx, deps, bookingId, dueAt)
  })
}

/** The job that looks whether a booking's money can go to its host, or must come back; now unless told when. */
export const settleAt = (tx: Tx, deps: TxDeps, bookingId: BookingId, runAt?: Instant): Promise<JobId> =>
  enqueue(tx, deps, { kind: 'payouts.settle', payload: { bookingId }, ...(runAt === undefined ? {} : { runAt }) })
