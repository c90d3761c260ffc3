import type { z } from 'zod'
import { toIso } from '../kernel/clock.ts'
import { nightCount } from '../kernel/stay.ts'
import type { Listing } from '../listings/listing.ts'
import type { Today, Visit, Waiting } from './view-today.ts'
import type { todayWire, visitWire } from './wire.ts'

type TodayJson = z.input<typeof todayWire>

export function presentToday(today: Today): TodayJson {
  const { day, homes, month, owed, rating, nextArrival } = today
  return {
    day,
    homes,
    coming: today.coming.map(presentVisit),
    going: today.going.map(presentVisit),
    staying: today.staying.map(presentVisit),
    changeovers: today.changeovers.map(({ listing, unit, out, next }) => ({
      listing: homeOf(listing),
      unit,
      outBy: out.snapshot.checkOutBy,
      next: next && { day: next.stay.checkIn, from: next.snapshot.checkInFrom, guest: next.guest.name },
    })),
    waiting: today.waiting.map(presentWaiting),
    month: { ...month, owed: [...month.owed] },
    owed: [...owed],
    rating,
    nightsFree: today.nightsFree,
    nextArrival: nextArrival && presentVisit({ booking: nextArrival, unit: '' }),
    week: today.week.map(({ blocked, ...rest }) => ({ ...rest, blocked: blocked.map(({ title }) => title) })),
  }
}

const homeOf = ({ id, title }: Listing) => ({ id, title })

function presentVisit({ booking, unit }: Visit): z.input<typeof visitWire> {
  const { snapshot, stay } = booking
  return {
    bookingId: booking.id,
    guest: booking.guest,
    listing: { id: booking.listingId, title: snapshot.title },
    unit,
    checkIn: stay.checkIn,
    checkOut: stay.checkOut,
    nights: nightCount(stay),
    ...booking.guests,
    checkInFrom: snapshot.checkInFrom,
    checkOutBy: snapshot.checkOutBy,
    arrivesAt: toIso(booking.checkInAt),
    leavesAt: toIso(booking.checkOutAt),
  }
}

function presentWaiting(waiting: Waiting): TodayJson['waiting'][number] {
  if (waiting.kind === 'unfinished') return { kind: 'unfinished', listing: homeOf(waiting.listing) }
  if (waiting.kind === 'review') {
    const { id, listingId, snapshot, guest } = waiting.booking
    return {
      kind: 'review',
      listing: { id: listingId, title: snapshot.title },
      bookingId: id,
      guest: guest.name,
      until: toIso(waiting.until),
      zone: snapshot.zone,
    }
  }
  const { listing, unit, conflict, booking, by } = waiting
  const { source, from, until } = conflict
  const guest = booking?.guest.name ?? ''
  return { kind: 'conflict', listing: homeOf(listing), unit, source, from, until, guest, bookingId: conflict.claimId, by: toIso(by) }
}
