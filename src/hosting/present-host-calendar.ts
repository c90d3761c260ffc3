import type { z } from 'zod'
import { toIso } from '../kernel/clock.ts'
import type { HomeCalendar, Run } from './view-host-calendar.ts'
import type { hostCalendarWire } from './wire.ts'

type HomeJson = z.input<typeof hostCalendarWire>['homes'][number]

export function presentHome({ listing, today, units, days }: HomeCalendar): HomeJson {
  const { id, title, state, currency, nightsMin, nightsMax } = listing
  return {
    listing: { id, title, state },
    currency,
    nightsMin,
    nightsMax,
    today,
    units: units.map(({ runs, conflicts, ...unit }) => ({
      ...unit,
      runs: runs.map(presentRun),
      conflicts: conflicts.map(({ from, until, source }) => ({ from, until, source })),
    })),
    days: [...days],
  }
}

function presentRun({ from, until, kind, before, after, claimId, booking, own }: Run): HomeJson['units'][number]['runs'][number] {
  return {
    from,
    until,
    kind,
    before,
    after,
    source: kind === 'import' ? claimId : null,
    booking: booking
      ? {
          id: booking.id,
          guest: booking.guest.name,
          guests: booking.guests.adults + booking.guests.children,
          checkIn: booking.stay.checkIn,
          checkOut: booking.stay.checkOut,
          hostPayout: booking.snapshot.quote.hostPayout,
          answerBy: booking.state.name === 'requested' ? toIso(booking.state.answerBy) : null,
          zone: booking.snapshot.zone,
        }
      : null,
    own: own
      ? {
          id: own.id,
          guest: own.guest.name,
          guests: own.guests.adults + own.guests.children,
          checkIn: own.stay.checkIn,
          checkOut: own.stay.checkOut,
        }
      : null,
  }
}
