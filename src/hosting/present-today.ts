import type { z } from 'zod'
import type { Booking } from '../bookings/booking.ts'
import { toIso, type Instant } from '../kernel/clock.ts'
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
      outBy: out.checkOutBy,
      next: next && { day: next.stay.checkIn, from: next.checkInFrom, guest: next.guest.name },
    })),
    waiting: today.waiting.map(presentWaiting),
    month: { ...month, owed: [...month.owed] },
    owed: [...owed],
    rating,
    nightsFree: today.nightsFree,
    nextArrival: nextArrival && presentVisit({ stay: nextArrival, unit: '' }),
    week: today.week.map(({ blocked, ...rest }) => ({ ...rest, blocked: blocked.map(({ title }) => title) })),
  }
}

const homeOf = ({ id, title }: Listing) => ({ id, title })

function presentVisit({ stay: each, unit }: Visit): z.input<typeof visitWire> {
  const { stay } = each
  return {
    bookingId: each.id,
    kind: each.kind,
    guest: each.guest,
    listing: { id: each.listingId, title: each.title },
    unit,
    checkIn: stay.checkIn,
    checkOut: stay.checkOut,
    nights: nightCount(stay),
    ...each.guests,
    checkInFrom: each.checkInFrom,
    checkOutBy: each.checkOutBy,
    arrivesAt: toIso(each.checkInAt),
    leavesAt: toIso(each.checkOutAt),
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
  if (waiting.kind === 'request') return presentRequest(waiting.booking, waiting.by)
  const { listing, unit, conflict, guest, by } = waiting
  const { source, from, until, claimId: bookingId } = conflict
  const about = { listing: homeOf(listing), unit, source, from, until, guest: guest?.guest.name ?? '', bookingId }
  return { kind: 'conflict', ...about, own: guest?.kind === 'own', by: toIso(by) }
}

const presentRequest = ({ id, listingId, snapshot, guest, stay }: Booking, by: Instant): TodayJson['waiting'][number] => ({
  kind: 'request',
  listing: { id: listingId, title: snapshot.title },
  bookingId: id,
  guest: guest.name,
  checkIn: stay.checkIn,
  checkOut: stay.checkOut,
  hostPayout: snapshot.quote.hostPayout,
  answerBy: toIso(by),
  zone: snapshot.zone,
})
