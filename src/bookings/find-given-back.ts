import type { BookingId } from '../kernel/ids.ts'
import type { Db, Tx } from '../platform/db.ts'
import type { Booking } from './booking.ts'
import { selectGivenBack, type GivenBack } from './given-back-store.ts'
import { addGiven, nothingGiven, type Given } from './given-back.ts'
import { refundAt } from './refund-policy.ts'
import { termsOf } from './terms-of.ts'

/** What has been given back of each so far. */
export async function givenBackOfMany(db: Db | Tx, bookings: readonly Booking[]): Promise<Map<BookingId, Given>> {
  const rows = await selectGivenBack(
    db,
    bookings.map(({ id }) => id),
  )
  const byBooking = Map.groupBy(rows, ({ bookingId }) => bookingId)
  return new Map(bookings.map((booking) => [booking.id, sumOf(booking, byBooking.get(booking.id) ?? [])]))
}

export async function givenBackOf(db: Db | Tx, booking: Booking): Promise<Given> {
  return (await givenBackOfMany(db, [booking])).get(booking.id) ?? nothingGiven
}

/** Whether part of the price has come back while the booking goes on. */
export const hasGivenBack = async (db: Db | Tx, { id }: Booking): Promise<boolean> => (await selectGivenBack(db, [id])).length > 0

function sumOf(booking: Booking, rows: readonly GivenBack[]): Given {
  const given = rows.map((row) => row.given).reduce(addGiven, nothingGiven)
  const { state } = booking
  const isOld = state.name === 'cancelled' && !rows.some(({ kind }) => kind === 'cancellation')
  // What was called off before such rows were kept gave back what its policy said then.
  if (!isOld || state.by === 'operator' || state.refund.minor === 0) return given
  return addGiven(given, refundAt(termsOf(booking, nothingGiven), state.by, state.cancelledAt).given)
}
