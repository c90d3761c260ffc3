import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addDays, calendarDate } from '../kernel/calendar-date.ts'
import { parseStay, type Stay } from '../kernel/stay.ts'
import type { Currency } from '../kernel/money.ts'
import type { Terms } from './market-terms.ts'
import type { PricePlan } from './price-plan.ts'
import { priceStay, type Quote } from './quote.ts'
import { repriceStay } from './reprice.ts'

const plan: PricePlan = {
  baseMinor: 10_000,
  weekendMinor: null,
  weeklyDiscountBp: 1_000,
  monthlyDiscountBp: 2_500,
  cleaningMinor: 3_800,
  guestsIncluded: 2,
  extraGuestMinor: 1_500,
  petMinor: 2_000,
}
const terms: Terms = { guestFeeBp: 400, hostFeeBp: 300, tax: { kind: 'none' } }
const dearer: PricePlan = { ...plan, baseMinor: 15_000, cleaningMinor: 9_900, extraGuestMinor: 4_000, petMinor: 7_000, weeklyDiscountBp: 0 }
const dearerTerms: Terms = { ...terms, guestFeeBp: 1_200, hostFeeBp: 1_000 }
const currency = 'EUR' as Currency
const two = { adults: 2, children: 0, infants: 0, pets: 0 }
const june = calendarDate('2030-06-03')
const stayOf = (from: number, nights: number): Stay => {
  const stay = parseStay(addDays(june, from), addDays(june, from + nights))
  assert.ok(stay.ok)
  return stay.value
}
const priced = (stay: Stay, guests = two) => priceStay({ plan, overrides: [], terms, currency, stay, guests })
const altered = (before: { stay: Stay; guests: typeof two }, after: { stay: Stay; guests: typeof two }, now = dearer) =>
  repriceStay({ plan: now, overrides: [], terms: dearerTerms, currency }, { ...before, quote: priced(before.stay, before.guests) }, after)
const line = ({ lines }: Quote, code: string) => lines.find((each) => each.code === code)

test('nights that stay cost what was agreed, added ones what they cost today', () => {
  const before = { stay: stayOf(1, 3), guests: two }
  const bill = altered(before, { stay: stayOf(0, 5), guests: two })
  assert.equal(line(bill, 'nights')?.values.rates, '15000 10000 10000 10000 15000')
  assert.equal(line(bill, 'cleaning')?.amount.minor, 3_800)
  assert.equal(line(bill, 'guest_fee')?.amount.minor, Math.round((60_000 + 3_800) * 0.04))
  assert.equal(line(bill, 'host_fee')?.amount.minor, -Math.round((60_000 + 3_800) * 0.03))
})

test('elsewhere in the calendar nothing of what was agreed is left but cleaning and fees', () => {
  const bill = altered({ stay: stayOf(1, 3), guests: two }, { stay: stayOf(20, 2), guests: two })
  assert.equal(line(bill, 'nights')?.values.rates, '15000 15000')
})

test('a discount that the length had already stays as agreed; one that it reaches is today’s; one it loses is gone', () => {
  const week = { stay: stayOf(0, 7), guests: two }
  assert.equal(line(altered(week, { stay: stayOf(0, 8), guests: two }), 'weekly_discount')?.values.bp, 1_000)
  assert.equal(line(altered(week, { stay: stayOf(0, 6), guests: two }), 'weekly_discount'), undefined)
  const six = { stay: stayOf(0, 6), guests: two }
  assert.equal(line(altered(six, { stay: stayOf(0, 7), guests: two }), 'weekly_discount'), undefined, 'today there is none')
  assert.equal(line(altered(six, { stay: stayOf(0, 7), guests: two }, plan), 'weekly_discount')?.values.bp, 1_000)
  const none = {
    stay: stayOf(0, 7),
    guests: two,
    quote: priceStay({ plan: { ...plan, weeklyDiscountBp: 0 }, overrides: [], terms, currency, stay: stayOf(0, 7), guests: two }),
  }
  const bill = repriceStay({ plan, overrides: [], terms, currency }, none, { stay: stayOf(0, 8), guests: two })
  assert.equal(line(bill, 'weekly_discount'), undefined, 'none was agreed')
})

test('as many guests cost what was agreed for them; others cost what they cost today', () => {
  const three = { ...two, adults: 3, pets: 1 }
  const longer = altered({ stay: stayOf(0, 2), guests: three }, { stay: stayOf(0, 3), guests: three })
  assert.deepEqual([line(longer, 'extra_guests')?.amount.minor, line(longer, 'pets')?.amount.minor], [4_500, 2_000])
  const more = altered({ stay: stayOf(0, 2), guests: three }, { stay: stayOf(0, 2), guests: { ...three, adults: 4, pets: 2 } })
  assert.deepEqual([line(more, 'extra_guests')?.amount.minor, line(more, 'pets')?.amount.minor], [16_000, 14_000])
})

test('altered into itself under the same prices, a bill stays the same to the cent, and every bill adds up', () => {
  const stays = fc.record({ from: fc.integer({ min: 0, max: 40 }), nights: fc.integer({ min: 1, max: 40 }) })
  const parties = fc.record({
    adults: fc.integer({ min: 1, max: 6 }),
    children: fc.integer({ min: 0, max: 3 }),
    infants: fc.constant(0),
    pets: fc.integer({ min: 0, max: 3 }),
  })
  fc.assert(
    fc.property(stays, parties, stays, parties, (one, guests, other, others) => {
      const before = { stay: stayOf(one.from, one.nights), guests }
      const agreed = { ...before, quote: priced(before.stay, guests) }
      assert.deepEqual(repriceStay({ plan, overrides: [], terms, currency }, agreed, before), agreed.quote)
      const bill = altered(before, { stay: stayOf(other.from, other.nights), guests: others })
      const sumFor = (reader: 'guest' | 'host') =>
        bill.lines.filter(({ includeFor }) => includeFor.includes(reader)).reduce((sum, { amount }) => sum + amount.minor, 0)
      assert.deepEqual([sumFor('guest'), sumFor('host')], [bill.total.minor, bill.hostPayout.minor])
    }),
  )
})
