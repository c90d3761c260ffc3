import type { BookingId } from '../kernel/ids.ts'
import type { Db, Tx } from '../platform/db.ts'
import type { Booking } from './booking.ts'
import { findBooking } from './store.ts'

/** A booking, whoever asks: for what acts on it by itself. */
export const bookingById = (db: Db | Tx, id: BookingId): Promise<Booking | undefined> => findBooking(db, id)
