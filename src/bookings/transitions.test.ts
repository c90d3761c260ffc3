import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { dayMs, earliest, hourMs, instant, later, minuteMs, type Instant } from '../kernel/clock.ts'
import type { BookingId, HostId, ListingId, PaymentId, UnitId, UserId } from '../kernel/ids.ts'
import { zero, type Currency } from '../kernel/money.ts'
import type { Result } from '../kernel/result.ts'
import { cancellable, paid, passed, unpaid, type Booking, type BookingState } from './booking.ts'
import { absent } from './no-show.ts'
import { accepted, answerBy, authorised, captureMarginMs, declined, endedByOperator, overdue, voided, withdrawn } from './request.ts'
import { eventNames, stateNames, transitions, type EventName, type Outcome } from './transitions.ts'

const paymentId = 'payment' as PaymentId
const currency = 'EUR' as Currency
const checkInAt = instant('2027-07-10T14:00:00Z')
const checkOutAt = instant('2027-07-13T09:00:00Z')

const moment = (from: Instant, daysEachWay: number) =>
  fc.integer({ min: -daysEachWay * 24 * 60, max: daysEachWay * 24 * 60 }).map((minutes) => later(from, minutes * minuteMs))

/** Any state, with any facts that it may have. */
const states: Readonly<Record<BookingState['name'], fc.Arbitrary<BookingState>>> = {
  pending_payment: fc.record(
    {
      name: fc.constant('pending_payment'),
      paymentId: fc.constant(paymentId),
      holdExpiresAt: moment(checkInAt, 9),
      givenUpAt: moment(checkInAt, 9),
    },
    { requiredKeys: ['name', 'paymentId', 'holdExpiresAt'] },
  ),
  requested: fc.record({
    name: fc.constant('requested'),
    paymentId: fc.constant(paymentId),
    requestedAt: moment(checkInAt, 9),
    answerBy: moment(checkInAt, 9),
  }),
  accepting: fc.record({
    name: fc.constant('accepting'),
    paymentId: fc.constant(paymentId),
    requestedAt: moment(checkInAt, 9),
    acceptedAt: moment(checkInAt, 9),
  }),
  confirmed: fc.record({ name: fc.constant('confirmed'), paymentId: fc.constant(paymentId), confirmedAt: moment(checkInAt, 9) }),
  in_stay: fc.record({ name: fc.constant('in_stay'), paymentId: fc.constant(paymentId), confirmedAt: moment(checkInAt, 9) }),
  completed: fc.record({
    name: fc.constant('completed'),
    paymentId: fc.constant(paymentId),
    confirmedAt: moment(checkInAt, 9),
    completedAt: fc.constant(checkOutAt),
  }),
  no_show: fc.record({
    name: fc.constant('no_show'),
    paymentId: fc.constant(paymentId),
    confirmedAt: moment(checkInAt, 9),
    noShowAt: moment(checkOutAt, 2),
    refund: fc.constant(zero(currency)),
  }),
  declined: fc.record({
    name: fc.constant('declined'),
    paymentId: fc.constant(paymentId),
    requestedAt: moment(checkInAt, 9),
    declinedAt: moment(checkInAt, 9),
  }),
  expired: fc.record({
    name: fc.constant('expired'),
    paymentId: fc.constant(paymentId),
    expiredAt: moment(checkInAt, 9),
    why: fc.constantFrom('unpaid', 'unanswered', 'not_captured'),
  }),
  cancelled: fc.record({
    name: fc.constant('cancelled'),
    paymentId: fc.constant(paymentId),
    confirmedAt: fc.option(moment(checkInAt, 9), { nil: null }),
    cancelledAt: moment(checkInAt, 9),
    by: fc.constantFrom('guest', 'host'),
    refund: fc.constant(zero(currency)),
  }),
}

const bookingIn = (state: BookingState): Booking => ({
  id: 'booking' as BookingId,
  listingId: 'listing' as ListingId,
  unitId: 'unit' as UnitId,
  hostId: 'host' as HostId,
  guestId: 'guest' as UserId,
  stay: { checkIn: '2027-07-10', checkOut: '2027-07-13' } as Booking['stay'],
  checkInAt,
  checkOutAt,
  guests: { adults: 1, children: 0, infants: 0, pets: 0 },
  guest: { name: '', phone: '', note: '' },
  snapshot: { zone: 'Europe/Lisbon', quote: { total: zero(currency) } } as Booking['snapshot'],
  state,
  createdAt: instant('2027-07-01T00:00:00Z'),
  version: 1,
})

const stays = (what: 'ignored' | 'money_back' | 'nights_free'): Outcome => ({ stays: what })
const ignored = stays('ignored')
const orIgnored = (state: BookingState | undefined): Outcome => (state ? { to: state.name } : ignored)
const orRefused = (made: Result<BookingState, { code: string }>): Outcome =>
  made.ok ? { to: made.value.name } : ({ refused: made.error.code } as Outcome)

const cancelling = (booking: Booking, now: Instant): Outcome => {
  const made = cancellable(booking, now)
  return made.ok ? { to: 'cancelled' } : { refused: made.error.code }
}

/** What the rules make of an event, in the table's words. */
const rules: Readonly<Record<EventName, (booking: Booking, now: Instant) => Outcome>> = {
  paid: (booking, now) => {
    const decision = paid(booking, paymentId, now)
    if (decision.do === 'confirm') return { to: decision.state.name }
    if (decision.do === 'undo' && decision.state.name !== booking.state.name) return { to: decision.state.name }
    if (decision.do === 'refund' || decision.do === 'undo') return stays('money_back')
    return ignored
  },
  authorised: (booking, now) => {
    const decision = authorised(booking, paymentId, { captureBefore: later(now, 6 * dayMs), now })
    if (decision.do === 'request') return { to: decision.state.name }
    return decision.do === 'void' ? stays('money_back') : ignored
  },
  unpaid: (booking, now) => {
    const made = unpaid(booking, paymentId, now)
    return made.ok ? { to: made.value.name } : ignored
  },
  voided: (booking, now) => {
    const decision = voided(booking, paymentId, now)
    if (decision.do === 'expire') return { to: decision.state.name }
    return decision.do === 'free_nights' ? stays('nights_free') : ignored
  },
  // What ends a hold changes nothing until the provider has closed its page; expire-hold.ts asks it to, of a hold alone.
  hold_over: ({ state }) => (state.name === 'pending_payment' ? { to: state.name } : ignored),
  accepted: (booking, now) => orRefused(accepted(booking, now)),
  declined: (booking, now) => orRefused(declined(booking, now)),
  answer_overdue: (booking, now) => orIgnored(overdue(booking, now)),
  cancelled_by_guest: (booking, now) => {
    const back = withdrawn(booking, now)
    return back ? { to: back.name } : cancelling(booking, now)
  },
  cancelled_by_host: cancelling,
  cancelled_by_operator: (booking, now) => {
    const ended = endedByOperator(booking, { operatorId: 'operator' as UserId, reason: 'why', now })
    return ended ? { to: ended.name } : cancelling(booking, now)
  },
  arrived: (booking) => orIgnored(passed(booking, checkInAt)),
  left: (booking) => orIgnored(passed(booking, checkOutAt)),
  did_not_come: (booking, now) => {
    const made = absent(booking, now)
    return made.ok ? { to: 'no_show' } : { refused: made.error.code }
  },
}

const text = (outcome: Outcome) => JSON.stringify(outcome)

for (const state of stateNames) {
  test(`what happens to a booking that is ${state} is what the table says, all of it and nothing else`, () => {
    for (const event of eventNames) {
      const seen = new Set<string>()
      const decide = fc.property(states[state], moment(checkInAt, 14), (facts, now) => {
        const outcome = text(rules[event](bookingIn(facts), now))
        seen.add(outcome)
        assert.ok(transitions[state][event].map(text).includes(outcome), `${state}, ${event}: ${outcome}`)
      })
      fc.assert(decide, { numRuns: 400 })
      assert.deepEqual([...seen].toSorted(), transitions[state][event].map(text).toSorted(), `${state}, ${event}: each outcome occurs`)
    }
  })
}

test('news of another payment than the booking’s own are sent back, and change nothing', () => {
  const another = 'another' as PaymentId
  const now = checkInAt
  for (const state of stateNames) {
    const everyOne = fc.property(states[state], (facts) => {
      const booking = bookingIn(facts)
      assert.deepEqual(paid(booking, another, now), { do: 'refund', reason: 'paid_twice' })
      assert.deepEqual(authorised(booking, another, { captureBefore: later(now, dayMs), now }), { do: 'void', late: false })
      assert.deepEqual(voided(booking, another, now), { do: 'nothing' })
      assert.equal(unpaid(booking, another, now).ok, false)
    })
    fc.assert(everyOne, { numRuns: 20 })
  }
})

test('a host has a day for an answer, but never beyond the arrival, nor for longer than the bank keeps the money', () => {
  const booking = bookingIn({ name: 'pending_payment', paymentId, holdExpiresAt: checkInAt })
  const anyHour = fc.property(moment(checkInAt, 9), moment(checkInAt, 9), (now, captureBefore) => {
    const until = answerBy(booking, { captureBefore, now })
    assert.equal(until, earliest(later(now, 24 * hourMs), checkInAt, later(captureBefore, -captureMarginMs)))
  })
  fc.assert(anyHour)
  const early = later(checkInAt, -5 * dayMs)
  assert.equal(answerBy(booking, { captureBefore: later(early, 6 * dayMs), now: early }), later(early, dayMs))
  assert.equal(answerBy(booking, { captureBefore: later(early, 3 * hourMs), now: early }), later(early, 2 * hourMs))
  const late = later(checkInAt, -2 * hourMs)
  assert.equal(answerBy(booking, { captureBefore: later(late, 6 * dayMs), now: late }), checkInAt)
})
