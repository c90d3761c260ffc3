import type { Booking, Money } from '../api/types.ts'
import type { KeyFor } from '../i18n/keys.ts'
import { isAgreed } from './booking-state.ts'

export type TripMoment = { key: KeyFor<{ amount: string }>; at: string; amount: Money; done: boolean }

/** What has happened and will happen on a trip, in order of time. `now` is RFC 3339. */
export function tripMoments(trip: Booking, now: string): TripMoment[] {
  const moments: Omit<TripMoment, 'done'>[] = []
  if (trip.confirmedAt) moments.push({ key: 'trip.when.booked', at: trip.confirmedAt, amount: trip.total })
  if (trip.cancelled) moments.push({ key: 'trip.when.cancelled', at: trip.cancelled.at, amount: trip.cancelled.refund })
  if (trip.noShow) moments.push({ key: 'trip.when.noShow', at: trip.noShow.at, amount: trip.noShow.refund })
  if (isAgreed(trip.state)) {
    for (const { until, refund } of trip.cancellation.steps) {
      if (until && until < trip.arrivesAt && refund.minor > 0) moments.push({ key: 'trip.when.refund', at: until, amount: refund })
    }
    moments.push({ key: 'trip.when.arrive', at: trip.arrivesAt, amount: trip.total })
    moments.push({ key: 'trip.when.leave', at: trip.leavesAt, amount: trip.total })
    if (trip.reviewUntil) moments.push({ key: 'trip.when.review', at: trip.reviewUntil, amount: trip.total })
  }
  return moments.toSorted((a, b) => (a.at < b.at ? -1 : 1)).map((moment) => ({ ...moment, done: moment.at <= now }))
}
