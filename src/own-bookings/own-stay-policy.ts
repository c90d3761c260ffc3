import { addDays, type CalendarDate } from '../kernel/calendar-date.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import type { Stay } from '../kernel/stay.ts'
import type { OwnStayError } from './own-booking.ts'

/**
 * What a host may note down for themselves: any stay that is not over and that ends within what can be booked. Their own
 * rules (shortest stay, how many come) bind guests, not them. @param today at the place
 */
export function checkOwnStay({ checkOut }: Stay, today: CalendarDate, nightsAheadMax: number): Result<undefined, OwnStayError> {
  const lastCheckOut = addDays(today, nightsAheadMax)
  if (checkOut <= today) return err({ code: 'dates_past', today })
  return checkOut > lastCheckOut ? err({ code: 'dates_too_far', lastCheckOut }) : ok()
}
