import assert from 'node:assert/strict'
import type { Booking } from '../bookings/booking.ts'
import { hourMs, later, type Instant } from '../kernel/clock.ts'
import { money, type Money } from '../kernel/money.ts'
import type { Transfer } from './transfer.ts'

/** A guest who finds something else than was promised has this long to say so before the money has gone. */
export const afterArrivalMs = 24 * hourMs

/**
 * When a booking's money goes to its host: a day after arrival, by the clocks of the place. A host whom nobody has stayed with
 * yet waits for the departure too. What is kept of a booking that was called off waits just as long.
 */
export function transferDueAt({ checkInAt, checkOutAt }: Pick<Booking, 'checkInAt' | 'checkOutAt'>, isFirstStay: boolean): Instant {
  const dayAfter = later(checkInAt, afterArrivalMs)
  return isFirstStay && checkOutAt > dayAfter ? checkOutAt : dayAfter
}

/** A transfer that was refused is decided anew after this: the market's balance may be full again by then. */
export const refusedPauseMs = 6 * hourMs

/** Whatever has a booking looked at meanwhile, its provider is not asked again and again for what it has just refused. */
export const isTooSoonAfter = (last: Pick<Transfer, 'state' | 'createdAt'> | undefined, now: Instant): boolean =>
  last?.state === 'refused' && now < later(last.createdAt, refusedPauseMs)

/** What of `owed` makes good what the host `owes` from before, and what is sent. Both of one currency, neither below zero. */
export function setOff(owed: Money, owes: Money): { offset: Money; sent: Money } {
  assert.equal(owed.currency, owes.currency)
  assert(owed.minor >= 0 && owes.minor >= 0)
  const offset = Math.min(owed.minor, owes.minor)
  return { offset: money(offset, owed.currency), sent: money(owed.minor - offset, owed.currency) }
}
