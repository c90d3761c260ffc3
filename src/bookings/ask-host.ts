import type { Instant } from '../kernel/clock.ts'
import type { BookingId, PaymentId } from '../kernel/ids.ts'
import { voidPayment } from '../payments/capture-payment.ts'
import { write } from '../platform/db.ts'
import type { Deps } from '../platform/deps.ts'
import { enqueue } from '../platform/enqueue.ts'
import { announce } from '../platform/outbox.ts'
import { authorised } from './request.ts'
import { findBooking, saveState } from './store.ts'

type Authorised = { bookingId: BookingId; paymentId: PaymentId; captureBefore: Instant }

export const askedTooLateJob = 'bookings.tell_asked_too_late'

/**
 * The guest's bank has set the money aside: the host is asked, until `answerBy`, or the money is let go of, exactly one of the
 * two. Runs again safely. @throws when the booking changed meanwhile, so that the job runs again.
 */
export async function askHost(deps: Deps, { bookingId, paymentId, captureBefore }: Authorised): Promise<void> {
  await write(deps.db, async (tx) => {
    const booking = await findBooking(tx, bookingId)
    const decision = booking
      ? authorised(booking, paymentId, { captureBefore, now: deps.clock.now() })
      : ({ do: 'void', late: false } as const)
    if (decision.do === 'void') {
      await voidPayment(tx, deps, { paymentId })
      if (decision.late) await enqueue(tx, deps, { kind: askedTooLateJob, payload: { bookingId } })
    }
    if (!booking || decision.do !== 'request') return
    if (!(await saveState(tx, booking, decision.state))) throw new Error('the booking changed while its host was being asked')
    await enqueue(tx, deps, { kind: 'bookings.end_request', payload: { bookingId }, runAt: decision.state.answerBy })
    await announce(tx, deps, { type: 'booking.requested', listingId: booking.listingId, bookingId })
  })
}
