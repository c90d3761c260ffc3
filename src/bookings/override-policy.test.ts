import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addDays, calendarDate } from '../kernel/calendar-date.ts'
import { instant, type Instant } from '../kernel/clock.ts'
import { money, parseCurrency, sum, zero } from '../kernel/money.ts'
import { parseStay } from '../kernel/stay.ts'
import { parseWallTime, parseZone } from '../kernel/zone.ts'
import { presetPolicy, type PolicyCode } from '../listings/cancellation-policy.ts'
import type { TaxRule } from '../pricing/market-terms.ts'
import { priceStay } from '../pricing/quote.ts'
import { sharesOf } from './booking-postings.ts'
import { addGiven, amountsOf, billLess, nothingGiven, refundableCodes, totalOf, type Given } from './given-back.ts'
import { overrideRefund, type BornBy, type Wanted } from './override-policy.ts'
import type { Refund } from './refund.ts'
import { explainRefund, refundAt, refundSteps, type Terms } from './refund-policy.ts'

const value = <T>(result: { ok: true; value: T } | { ok: false; error: unknown }): T => {
  assert.ok(result.ok, JSON.stringify(result))
  return result.value
}
const eur = value(parseCurrency('EUR'))
const taxes: TaxRule[] = [
  { kind: 'none' },
  { kind: 'percent', name: 'Tax', bp: 1234, base: ['nights', 'cleaning', 'guest_fee'] },
  { kind: 'per_guest_night', name: 'Levy', minor: 99, currency: eur, adultsOnly: false, capNights: 2 },
]
const codes = ['flexible', 'moderate', 'limited', 'firm', 'strict', 'long_stay'] as const satisfies readonly PolicyCode[]
/** Clocks that jump in spring and autumn lie within these, and a day that a place left out. */
const places: [zone: string, from: string][] = [
  ['Europe/Lisbon', '2030-03-29'],
  ['Europe/Lisbon', '2030-10-25'],
  ['Pacific/Apia', '2011-12-28'],
]

const anyTerms = fc
  .record({
    code: fc.constantFrom(...codes),
    tax: fc.constantFrom(...taxes),
    place: fc.constantFrom(...places),
    nights: fc.integer({ min: 1, max: 32 }),
    base: fc.integer({ min: 1, max: 99_999 }),
    cleaning: fc.integer({ min: 0, max: 9_999 }),
  })
  .map(({ code, tax, place: [zone, from], nights, base, cleaning }): Terms => {
    const checkIn = calendarDate(from)
    const stay = value(parseStay(checkIn, addDays(checkIn, nights)))
    const plan = { baseMinor: base, weekendMinor: null, weeklyDiscountBp: 1000, monthlyDiscountBp: 2000, cleaningMinor: cleaning }
    const quote = priceStay({
      plan: { ...plan, guestsIncluded: 2, extraGuestMinor: 0, petMinor: 0 },
      overrides: [],
      terms: { guestFeeBp: 400, hostFeeBp: 300, tax },
      currency: eur,
      stay,
      guests: { adults: 2, children: 0, infants: 0, pets: 0 },
    })
    const bookedAt = instant('2011-10-01T00:00:00Z')
    return { policy: presetPolicy(code), quote, stay, zone: value(parseZone(zone)), checkInFrom: value(parseWallTime('01:30')), bookedAt }
  })
const aDay = 86_400_000
const momentOf = ({ stay }: Terms, quarterHours: number) => (Date.parse(stay.checkIn) - 40 * aDay + quarterHours * 900_000) as Instant
const anyQuarter = fc.integer({ min: 0, max: 75 * 96 })
const anyBearer = fc.constantFrom<BornBy>('each', 'host', 'market')
const anyWant = fc.oneof(
  fc.constant<{ kind: 'policy' }>({ kind: 'policy' }),
  fc.constant<{ kind: 'all' }>({ kind: 'all' }),
  fc.record({ kind: fc.constant('amount' as const), share: fc.double({ min: 0, max: 1, noNaN: true }) }),
  fc.record({ kind: fc.constant('lines' as const), share: fc.double({ min: 0, max: 1, noNaN: true }) }),
)
type AnyWant = { kind: 'policy' | 'all' } | { kind: 'amount' | 'lines'; share: number }

/** So much of what is left, as a whole or of each line. */
function wantedOf(want: AnyWant, terms: Terms, before: Given): Wanted {
  if (want.kind === 'policy') return { kind: 'policy' }
  if (want.kind === 'all') return { kind: 'all' }
  const left = amountsOf(billLess(terms.quote, before.toGuest))
  const share = (minor: number) => money(Math.floor(minor * ('share' in want ? want.share : 1)), eur)
  if (want.kind === 'amount') return { kind: 'amount', amount: share(totalOf(left)) }
  return { kind: 'lines', lines: refundableCodes.map((code) => ({ code, amount: share(left[code] ?? 0) })) }
}

/** Everything that has been given so far, held against what was paid and earned. */
function holds({ quote }: Terms, given: Given, refunds: readonly Refund[]): void {
  for (const { total, lines, shares, market } of refunds) {
    assert.equal(sum([...Object.values(shares), market], eur).minor, total.minor, 'who gives adds up to what comes back')
    assert.equal(
      sum(
        lines.map(({ refund }) => refund),
        eur,
      ).minor,
      total.minor,
      'and so do the lines',
    )
    for (const { paid, refund } of lines) assert.ok(refund.minor >= 0 && refund.minor <= paid.minor)
  }
  const paid = amountsOf(quote)
  for (const code of refundableCodes) {
    assert.ok((given.toGuest[code] ?? 0) <= (paid[code] ?? 0), `more of ${code} came back than was paid`)
    assert.ok((given.byEarners[code] ?? 0) <= (paid[code] ?? 0), `more of ${code} was given than was earned`)
  }
  const kept = sharesOf(billLess(quote, given.byEarners))
  for (const [party, share] of Object.entries(kept)) assert.ok(share.minor >= 0, `${party} gave more than they had`)
  const back = sum(
    refunds.map(({ total }) => total),
    eur,
  ).minor
  const market = sum(
    refunds.map((refund) => refund.market),
    eur,
  ).minor
  assert.equal(sum(Object.values(kept), eur).minor + back - market, quote.total.minor, 'kept and given is what was paid, to the cent')
}

test('property: whatever is given out of goodwill, then by calling off, then again, nothing is made and nothing is lost', () => {
  fc.assert(
    fc.property(anyTerms, anyQuarter, fc.array(fc.tuple(anyWant, anyBearer), { minLength: 2, maxLength: 4 }), (terms, quarter, steps) => {
      let given = nothingGiven
      const refunds: Refund[] = []
      for (const [index, [want, bornBy]] of steps.entries()) {
        const policy = index === 1 ? refundAt({ ...terms, given }, 'guest', momentOf(terms, quarter)) : null
        const wanted = wantedOf(want, terms, given)
        const refund = overrideRefund({ quote: terms.quote, before: given, policy, wanted, bornBy })
        if (!refund.ok) {
          assert.equal(refund.error.code, 'host_cannot_bear', 'nothing else is refused of what is left')
          continue
        }
        if (wanted.kind === 'amount') assert.equal(refund.value.total.minor, wanted.amount.minor, 'to the cent what was asked')
        refunds.push(refund.value)
        given = addGiven(given, refund.value.given)
        holds(terms, given, refunds)
      }
    }),
    { numRuns: 400 },
  )
})

test('property: where nobody overrides, the operator’s call brings what the guest’s own would', () => {
  fc.assert(
    fc.property(anyTerms, anyQuarter, anyBearer, (terms, quarter, bornBy) => {
      const policy = refundAt(terms, 'guest', momentOf(terms, quarter))
      assert.deepEqual(
        value(overrideRefund({ quote: terms.quote, before: nothingGiven, policy, wanted: { kind: 'policy' }, bornBy })),
        policy,
      )
    }),
  )
})

test('property: waiting never pays, boundaries are inclusive, and what would have been better is so, around every jump of a clock', () => {
  fc.assert(
    fc.property(anyTerms, anyQuarter, anyQuarter, (terms, one, other) => {
      const [early, late] = [Math.min(one, other), Math.max(one, other)].map(
        (quarter) => refundAt(terms, 'guest', momentOf(terms, quarter)).total,
      )
      assert.ok((early?.minor ?? 0) >= (late?.minor ?? 0))
      for (const { until, refund } of refundSteps(terms)) {
        if (until === null) continue
        assert.equal(refundAt(terms, 'guest', until).total.minor, refund.minor, 'up to and including the moment')
        assert.ok(refundAt(terms, 'guest', (until + 1) as Instant).total.minor < refund.minor, 'and not a moment longer')
      }
      const at = momentOf(terms, one)
      const { better, refund } = explainRefund(terms, 'guest', at)
      if (better?.until) {
        assert.ok(better.until < at && better.refund.minor > refund.total.minor)
        assert.deepEqual(refundAt(terms, 'guest', better.until).total, better.refund)
        const after = refundAt(terms, 'guest', (better.until + 1) as Instant).total
        assert.equal(after.minor, refund.total.minor, 'and since then it has been what it is')
      }
    }),
    { numRuns: 300 },
  )
})

test('nobody gives more than is left, and a host no more than they have', () => {
  const terms = value({ ok: true as const, value: fc.sample(anyTerms, { numRuns: 1, seed: 7 })[0] })
  assert.ok(terms)
  const ask = (wanted: Wanted, bornBy: BornBy = 'each') =>
    overrideRefund({ quote: terms.quote, before: nothingGiven, policy: null, wanted, bornBy })
  const { total, hostPayout } = terms.quote
  const over = ask({ kind: 'amount', amount: money(total.minor + 1, eur) })
  assert.deepEqual(over.ok ? over.value : over.error, { code: 'more_than_paid', line: null, left: total })
  const line = ask({ kind: 'lines', lines: [{ code: 'pets', amount: money(1, eur) }] })
  assert.deepEqual(line.ok ? line.value : line.error, { code: 'more_than_paid', line: 'pets', left: zero(eur) })
  const host = ask({ kind: 'all' }, 'host')
  assert.deepEqual(host.ok ? host.value : host.error, { code: 'host_cannot_bear', left: hostPayout })
  const beyond = ask({ kind: 'amount', amount: money(hostPayout.minor + 1, eur) }, 'host')
  assert.equal(beyond.ok ? '' : beyond.error.code, 'host_cannot_bear')
  assert.equal(value(ask({ kind: 'amount', amount: hostPayout }, 'host')).shares.host.minor, hostPayout.minor)
})
