import { createBooking } from '../../src/bookings/create-booking.ts'
import { withdrawRequest } from '../../src/bookings/withdraw-request.ts'
import { offerStay } from '../../src/bookings/offer-stay.ts'
import { viewBooking } from '../../src/bookings/view-booking.ts'
import { freeUnits } from '../../src/calendar/free-units.ts'
import { addDays, type CalendarDate } from '../../src/kernel/calendar-date.ts'
import { dayMs, minuteMs, secondMs } from '../../src/kernel/clock.ts'
import { idFrom, type BookingId, type HostId, type PaymentId, type UserId } from '../../src/kernel/ids.ts'
import type { Money } from '../../src/kernel/money.ts'
import type { Stay } from '../../src/kernel/stay.ts'
import { findPayment } from '../../src/payments/find-payment.ts'
import { payUrl } from '../../src/payments/payment.ts'
import { writeReview } from '../../src/reviews/write-review.ts'
import type { Guests } from '../../src/pricing/quote.ts'
import type { Dice } from '../dice.ts'
import type { Actors } from './actors.ts'
import { must } from './violation.ts'
import type { Guest, Home } from './town.ts'

export type Spot = { home: Home; from: CalendarDate }
export type Party = Guests

/** Two, or more, with children and pets; what a home does not take is refused. */
export const someParty = (dice: Dice): Party =>
  dice.chance(0.6)
    ? { adults: 2, children: 0, infants: 0, pets: 0 }
    : { adults: 1 + dice.below(3), children: dice.below(3), infants: dice.below(2), pets: dice.chance(0.3) ? 1 + dice.below(2) : 0 }

/** Guests look, book, pay in time or late or not at all, give up, and say how it was. */
export function guestActs(actors: Actors) {
  const { scheduler, dice, outside, client, model, bank, town, acted } = actors
  const now = () => scheduler.clock.now()
  let intentions = 0

  const stayAt = (from: CalendarDate): Stay => {
    const length = dice.chance(0.04) ? 28 + dice.below(4) : dice.chance(0.15) ? 7 + dice.below(3) : 1 + dice.below(4)
    return { checkIn: from, checkOut: addDays(from, length) } as Stay
  }

  async function look({ home, from }: Spot): Promise<void> {
    acted('look')
    const stay = stayAt(from)
    const party = someParty(dice)
    await client.ask(async ({ deps }) => {
      const offer = await offerStay(deps, { listingId: home.listingId, stay, guests: party })
      return offer.ok ? freeUnits(deps.db, home.listingId, stay) : []
    })
  }

  // A few book so much that they meet their limits.
  const someGuest = () => dice.pick(dice.chance(0.4) ? town.guests.slice(0, 4) : town.guests)

  async function book({ home, from }: Spot, guest = someGuest()): Promise<void> {
    acted('book')
    const stay = stayAt(from)
    const party = someParty(dice)
    const offer = await client.ask(({ deps }) => offerStay(deps, { listingId: home.listingId, stay, guests: party }))
    if (!offer?.ok) return
    const key = `intention-${++intentions}`
    const want = { guest, home, stay, party, key, expectedTotal: offer.value.quote.total }
    if (dice.chance(0.1)) void hold(want).catch(actors.onSurprise)
    const id = await hold(want)
    if (id) await pay(id, guest)
  }

  type Want = { guest: Guest; home: Home; stay: Stay; party: Party; key: string; expectedTotal: Money }

  /** The same intention twice, by the same key, is one booking. */
  async function hold({ guest, home, stay, party, key, expectedTotal }: Want): Promise<BookingId | undefined> {
    const bookingId = idFrom<'booking'>(`booking:${guest.userId}:${key}`)
    const request = {
      bookingId,
      guest: { userId: guest.userId, hostId: null, emailVerified: true, name: guest.name, phone: '', note: key },
      listingId: home.listingId,
      stay,
      guests: party,
      expectedTotal,
      returnUrl: `https://market.test/trips/${bookingId}`,
    }
    const keyed = { actor: guest.userId, route: 'POST /bookings', key, input: { stay, listingId: home.listingId } }
    const answer = await client.askKeyed(keyed, async (process, seal) => {
      const made = await createBooking(process.deps, request, (tx, booking) => seal(tx, { status: 201, body: { id: booking.id } }))
      if (!made.ok) return { status: 409, body: { code: made.error.code } }
      if (made.value.openPayment) await process.runJob(made.value.openPayment)
      return { status: 201, body: { id: made.value.booking.id } }
    })
    if (answer?.status !== 201) return undefined
    const row = model.bookings.get(bookingId)
    must('acknowledged', row !== undefined, () => `the booking ${bookingId} was answered with 201, and there is none`)
    must(
      'acknowledged',
      row.check_in === stay.checkIn && row.check_out === stay.checkOut,
      () => `the booking ${bookingId} is for other nights`,
    )
    return bookingId
  }

  async function pay(id: BookingId, guest: Guest): Promise<void> {
    const paymentId = model.bookings.get(id)?.facts.paymentId
    if (!paymentId) return
    const fate = dice.below(100)
    if (fate < 12) return giveUp(id, guest, dice.below(14 * minuteMs))
    if (fate < 22) return undefined
    await scheduler.wait(
      outside,
      fate < 35
        ? 0
        : fate < 75
          ? dice.below(9 * minuteMs)
          : fate < 92
            ? 14.5 * minuteMs + dice.below(2 * minuteMs)
            : 16 * minuteMs + dice.below(30 * minuteMs),
    )
    acted('pay')
    for (let tries = 0; tries < 4; tries++) {
      const payment = await client.ask(({ deps }) => findPayment(deps.db, paymentId))
      const url = payment && payUrl(payment)
      if (url) {
        // Some look from another window whether it has been paid, while they pay.
        const looks = dice.chance(0.3)
        if (looks) void comeBack(paymentId).catch(actors.onSurprise)
        if (looks) await scheduler.wait(outside, dice.below(12))
        if (bank.pay(url.slice(url.lastIndexOf('/') + 1)) && (looks || dice.chance(0.5))) await comeBack(paymentId)
        return
      }
      // Nobody likes to wait for a page to pay on.
      if (tries === 0 && dice.chance(0.5)) return giveUp(id, guest, 0)
      await scheduler.wait(outside, dice.below(40 * secondMs))
      if (dice.chance(0.5)) await comeBack(paymentId)
      else void comeBack(paymentId).catch(actors.onSurprise)
    }
  }

  const comeBack = (paymentId: PaymentId) => client.ask(({ payments }) => payments.check(paymentId))

  async function giveUp(id: BookingId, guest: Guest, after: number): Promise<void> {
    await scheduler.wait(outside, after)
    acted('give up')
    const keyed = { actor: guest.userId, route: 'POST /bookings/:id/cancellation', key: `give-up-${id}`, input: id }
    await client.askKeyed(keyed, async (process, seal) => {
      const answer = { status: 200, body: { id } }
      const person = { userId: guest.userId, hostId: null }
      const ended = await withdrawRequest(process.deps, { bookingId: id, person }, (tx) => seal(tx, answer))
      if (!ended.ok) return { status: 409, body: ended.error }
      await process.runJob(ended.value.payment)
      return answer
    })
  }

  async function review(): Promise<void> {
    const over = [...model.bookings.values()].filter(
      ({ state, check_out_at }) => state === 'completed' && check_out_at > now() - 16 * dayMs,
    )
    if (over.length === 0) return look({ home: dice.pick(town.homes), from: actors.day(dice.below(40)) })
    acted('review')
    const row = dice.pick(over)
    // Of some stays only the guest ever says anything.
    const guest = row.id < '8' || dice.chance(0.5)
    const stars = { cleanliness: 5, accuracy: 4, checkIn: 5, communication: 3, location: 5, value: 4 }
    const opinion = { rating: 1 + dice.below(5), categories: guest ? stars : null, body: 'It was so.', privateNote: '' }
    const person = guest ? { userId: row.guest_id as UserId, hostId: null } : { userId: 'x' as UserId, hostId: row.host_id as HostId }
    await client.ask(({ deps }) => writeReview(deps, { bookingId: row.id, person, opinion }))
  }

  return {
    look,
    book: (spot: Spot) => book(spot),
    /** Somebody wants to hold three homes at once, and may hold two. */
    hoard: async (spot: Spot) => {
      const guest = dice.pick(town.guests)
      const spots = [spot, ...[1, 2].map(() => ({ home: dice.pick(town.homes), from: actors.day(3 + dice.below(90)) }))]
      await Promise.all(spots.map((each) => book(each, guest)))
    },
    review,
    viewSome: async () => {
      const row = actors.some(['confirmed', 'in_stay', 'completed', 'pending_payment'])
      if (!row) return
      acted('view')
      const person = { userId: row.guest_id as UserId, hostId: null }
      const viewed = await client.ask(({ deps }) => viewBooking(deps, { bookingId: row.id, person }))
      if (viewed) must('acknowledged', viewed.ok, () => `the booking ${row.id} is not to be found any more`)
    },
  }
}
