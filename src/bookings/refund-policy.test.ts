import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { addDays, calendarDate } from '../kernel/calendar-date.ts'
import { instant, toIso, type Instant } from '../kernel/clock.ts'
import { add, money, parseCurrency, subtract, sum, zero } from '../kernel/money.ts'
import { parseStay, type Stay } from '../kernel/stay.ts'
import { parseWallTime, parseZone } from '../kernel/zone.ts'
import { presetPolicy, type PolicyCode } from '../listings/cancellation-policy.ts'
import type { TaxRule } from '../pricing/market-terms.ts'
import { priceStay, type Guests } from '../pricing/quote.ts'
import { earned, sharesOf, sumOfShares } from './booking-postings.ts'
import { refundAt, refundSteps, type Terms } from './refund-policy.ts'

const value = <T>(result: { ok: true; value: T } | { ok: false; error: unknown }): T => {
  assert.ok(result.ok)
  return result.value
}
const eur = value(parseCurrency('EUR'))
const stay = (checkIn: string, checkOut: string): Stay => value(parseStay(calendarDate(checkIn), calendarDate(checkOut)))
const two: Guests = { adults: 2, children: 0, infants: 0, pets: 0 }
const visitorTax: TaxRule = { kind: 'per_guest_night', name: 'Visitor tax', minor: 150, currency: eur, adultsOnly: true }
const plan = {
  baseMinor: 10_000,
  weekendMinor: null,
  weeklyDiscountBp: 1000,
  monthlyDiscountBp: 2000,
  cleaningMinor: 3800,
  guestsIncluded: 4,
  extraGuestMinor: 1000,
  petMinor: 500,
}

function terms(
  over: {
    policy?: PolicyCode
    stay?: Stay
    bookedAt?: Instant
    tax?: TaxRule
    zone?: string
    from?: string
    guests?: Guests
    base?: number
  } = {},
): Terms {
  const when = over.stay ?? stay('2027-06-12', '2027-06-15')
  return {
    policy: presetPolicy(over.policy ?? 'flexible'),
    stay: when,
    zone: value(parseZone(over.zone ?? 'Europe/Lisbon')),
    checkInFrom: value(parseWallTime(over.from ?? '16:00')),
    bookedAt: over.bookedAt ?? instant('2027-06-09T10:00:00Z'),
    quote: priceStay({
      plan: { ...plan, baseMinor: over.base ?? plan.baseMinor },
      overrides: [],
      terms: { guestFeeBp: 400, hostFeeBp: 300, tax: over.tax ?? visitorTax },
      currency: eur,
      stay: when,
      guests: over.guests ?? two,
    }),
  }
}
/** 3 × 100.00 + 38.00 cleaning = 338.00; 4 % fee 13.52; 2 adults × 3 nights × 1.50 = 9.00. */
const wholeMinor = 36_052

const refundMinor = (given: Terms, at: string) => refundAt(given, 'guest', instant(at)).total.minor

describe('flexible', () => {
  test('everything comes back up to and including 24 hours before arrival, by the clocks of the place', () => {
    assert.equal(terms().quote.total.minor, wholeMinor)
    assert.equal(refundMinor(terms(), '2027-06-11T15:00:00Z'), wholeMinor) // 16:00 in Lisbon
  })
  test('a moment later one night stays with the host, with its part of the fee; cleaning and tax come back', () => {
    // 238.00 of 338.00, 13.52 × 238 / 338 = 9.52, tax 9.00
    assert.equal(refundMinor(terms(), '2027-06-11T15:00:01Z'), 23_800 + 952 + 900)
  })
  test('after the first night: that one and the next are paid, cleaning too, and the tax of the night that was slept', () => {
    // back: one night 100.00, fee 13.52 × 100 / 338 = 4.00, tax 6.00
    assert.equal(refundMinor(terms(), '2027-06-12T15:00:01Z'), 10_000 + 400 + 600)
  })
  test('on the last night nothing of the nights comes back', () => {
    assert.equal(refundMinor(terms(), '2027-06-14T20:00:00Z'), 0)
  })
})

describe('firm', () => {
  const summer = stay('2027-08-20', '2027-08-23')
  const firm = terms({ policy: 'firm', stay: summer })
  for (const [at, minor] of [
    ['2027-07-21T15:00:00Z', wholeMinor], // 30 days before, to the second
    ['2027-07-21T15:00:01Z', 15_000 + 3_800 + 752 + 900], // half the nights, cleaning, 13.52 × 188 / 338
    ['2027-08-13T15:00:00Z', 15_000 + 3_800 + 752 + 900], // 7 days before, to the second
    ['2027-08-13T15:00:01Z', 3_800 + 152 + 900],
  ] as const)
    test(`at ${at} ${minor / 100} € come back`, () => assert.equal(refundMinor(firm, at), minor))
})

test('a clock change between deadline and arrival moves no deadline: it is the same time on the wall', () => {
  // Lisbon's clocks go forward on 28 March 2027: 24 hours on the wall are 23 hours.
  const spring = terms({ stay: stay('2027-03-28', '2027-03-30'), bookedAt: instant('2027-03-25T10:00:00Z') })
  const whole = spring.quote.total.minor
  assert.equal(refundMinor(spring, '2027-03-27T16:00:00Z'), whole)
  assert.ok(refundMinor(spring, '2027-03-27T16:00:01Z') < whole)
})

test('within a day of booking a week or more ahead everything comes back, even under a strict policy', () => {
  const early = terms({ policy: 'strict', bookedAt: instant('2027-06-01T10:00:00Z') })
  assert.equal(refundMinor(early, '2027-06-02T10:00:00Z'), wholeMinor)
  assert.ok(refundMinor(early, '2027-06-02T10:00:01Z') < wholeMinor)
  const late = terms({ policy: 'strict', bookedAt: instant('2027-06-06T10:00:00Z') })
  assert.ok(refundMinor(late, '2027-06-06T10:00:01Z') < wholeMinor)
})

test('a stay of 28 nights or more follows the long-stay policy, whatever the listing says', () => {
  const month = terms({ policy: 'flexible', stay: stay('2027-06-12', '2027-07-12'), bookedAt: instant('2027-06-08T10:00:00Z') })
  // Within 30 days of arrival the host keeps the next 30 nights: all of them. Cleaning, its part of the fee, and the tax come back.
  const nightsMinor = 30 * 10_000 * 0.8
  const fee = Math.round((nightsMinor + 3_800) * 0.04)
  assert.equal(refundMinor(month, '2027-06-09T10:00:00Z'), 3_800 + Math.round((fee * 3_800) / (nightsMinor + 3_800)) + 9_000)
})

test('a host who calls it off gives everything back, at any time', () => {
  assert.equal(refundAt(terms({ policy: 'strict' }), 'host', instant('2027-06-14T20:00:00Z')).total.minor, wholeMinor)
})

test('the steps of a quote say the same as asking at each moment', () => {
  const steps = refundSteps(terms())
  assert.deepEqual(
    steps.map((step) => [step.until && toIso(step.until), step.refund.minor]),
    [
      ['2027-06-11T15:00:00.000Z', wholeMinor],
      ['2027-06-12T15:00:00.000Z', 25_652],
      [null, 11_000],
    ],
  )
})

const policies = ['flexible', 'moderate', 'limited', 'firm', 'strict', 'long_stay'] as const
const taxes: TaxRule[] = [
  { kind: 'none' },
  visitorTax,
  { kind: 'percent', name: 'Tax', bp: 1234, base: ['nights', 'cleaning', 'guest_fee'] },
  { kind: 'per_stay', name: 'Levy', minor: 501, currency: eur, adultsOnly: false },
  { kind: 'per_guest_night', name: 'Capped', minor: 99, currency: eur, adultsOnly: false, capNights: 2 },
]
const anyTerms = fc
  .record({
    policy: fc.constantFrom(...policies),
    tax: fc.constantFrom(...taxes),
    first: fc.integer({ min: 0, max: 400 }),
    nights: fc.integer({ min: 1, max: 40 }),
    base: fc.integer({ min: 0, max: 99_999 }),
    pets: fc.integer({ min: 0, max: 2 }),
    adults: fc.integer({ min: 1, max: 7 }),
    zone: fc.constantFrom('Europe/Lisbon', 'Pacific/Kiritimati', 'America/St_Johns'),
  })
  .map(({ policy, tax, first, nights, base, pets, adults, zone }) => {
    const checkIn = addDays(calendarDate('2027-06-10'), first)
    const when = value(parseStay(checkIn, addDays(checkIn, nights)))
    return terms({ policy, tax, stay: when, base, zone, guests: { ...two, adults, pets } })
  })
const anyMoment = fc.integer({ min: 0, max: 450 * 24 }).map((hours) => (instant('2027-06-09T10:00:00Z') + hours * 3_600_000) as Instant)

test('property: a refund is between nothing and everything, and its lines and shares each add up to it', () => {
  fc.assert(
    fc.property(anyTerms, anyMoment, fc.constantFrom('guest' as const, 'host' as const), (given, at, by) => {
      const refund = refundAt(given, by, at)
      const { total } = given.quote
      assert.ok(refund.total.minor >= 0 && refund.total.minor <= total.minor)
      assert.deepEqual(
        sum(
          refund.lines.map((line) => line.refund),
          eur,
        ),
        refund.total,
      )
      assert.deepEqual(
        sum(
          refund.lines.map((line) => line.paid),
          eur,
        ),
        total,
      )
      assert.deepEqual(sumOfShares(refund.shares), refund.total)
      for (const line of refund.lines) assert.ok(line.refund.minor >= 0 && line.refund.minor <= line.paid.minor)
      const kept = Object.entries(sharesOf(given.quote)).map(([party, share]) =>
        subtract(share, refund.shares[party as keyof typeof refund.shares]),
      )
      for (const share of kept) assert.ok(share.minor >= 0, 'nobody gives back more than they got')
    }),
  )
})

test('property: waiting never brings more back', () => {
  fc.assert(
    fc.property(anyTerms, anyMoment, anyMoment, (given, one, other) => {
      const [early, late] = one < other ? [one, other] : [other, one]
      assert.ok(refundAt(given, 'guest', early).total.minor >= refundAt(given, 'guest', late).total.minor)
    }),
  )
})

test('property: the steps agree with the refund at their last moment', () => {
  fc.assert(
    fc.property(anyTerms, (given) => {
      for (const { until, refund } of refundSteps(given))
        if (until !== null) assert.deepEqual(refundAt(given, 'guest', until).total, refund)
    }),
  )
})

test('property: what is earned adds up to what was paid', () => {
  fc.assert(
    fc.property(anyTerms, (given) => {
      const postings = earned({ id: 'b' as never, hostId: 'h' as never }, sharesOf(given.quote))
      assert.deepEqual(postings.map(({ amount }) => amount).reduce(add, zero(eur)), given.quote.total)
      assert.ok(postings.every(({ amount }) => amount.minor >= 0) || given.quote.total.minor === 0)
      assert.equal(money(0, eur).minor, 0)
    }),
  )
})
