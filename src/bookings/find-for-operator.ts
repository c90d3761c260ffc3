import { findUserByEmail } from '../accounts/find-user.ts'
import { parseId } from '../kernel/ids.ts'
import type { Deps } from '../platform/deps.ts'
import type { Booking } from './booking.ts'
import { findBooking, guestsBookings } from './store.ts'

export const operatorBookingsMax = 50

/** By a booking's id, or by the address of its guest, newest first. */
export async function findForOperator({ db }: Pick<Deps, 'db'>, find: string): Promise<Booking[]> {
  const id = parseId<'booking'>(find.toLowerCase())
  if (id.ok) {
    const booking = await findBooking(db, id.value)
    return booking ? [booking] : []
  }
  const guest = await findUserByEmail(db, find)
  return guest ? guestsBookings(db, guest.id, undefined, operatorBookingsMax) : []
}
