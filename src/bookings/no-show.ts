import { latest, type Instant } from '../kernel/clock.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { wallInstant, wallTime } from '../kernel/zone.ts'
import type { Booking, Cancellable, StateName } from './booking.ts'

/** Whoever has not come by then may be said not to come any more. */
const evening = wallTime('20:00')

/** From when on a host may say that nobody came: the evening of the day of arrival, or the arrival's hour where that is later. */
export const noShowFrom = ({ stay, snapshot, checkInAt }: Pick<Booking, 'stay' | 'snapshot' | 'checkInAt'>): Instant =>
  latest(checkInAt, wallInstant(stay.checkIn, evening, snapshot.zone))

export type NotAbsent = { code: 'booking_not_in_stay'; state: StateName | 'over' } | { code: 'too_early_for_no_show' }

/** Whether the guest may be said not to have come: until the departure, however late the job comes that says that the stay has begun. */
export function absent(booking: Booking, now: Instant): Result<Cancellable, NotAbsent> {
  const { state, checkOutAt } = booking
  if (state.name !== 'confirmed' && state.name !== 'in_stay') return err({ code: 'booking_not_in_stay', state: state.name })
  if (now >= checkOutAt) return err({ code: 'booking_not_in_stay', state: 'over' })
  return now < noShowFrom(booking) ? err({ code: 'too_early_for_no_show' }) : ok(state)
}
