import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addDays, calendarDate, dayNumber, fromDayNumber } from '../kernel/calendar-date.ts'
import { parseCurrency, type Currency } from '../kernel/money.ts'
import { parseStay, type Stay } from '../kernel/stay.ts'
import { noTerms, taxableLines, type TaxRule, type Terms } from './market-terms.ts'
import { checkOverrides, checkPlan, type Override, type PricePlan } from './price-plan.ts'
import { nightlyRates, priceStay, priceTotal, type Guests, type LineCode, type Quote } from './quote.ts'

const plain: PricePlan = {
  baseMinor: 10_000,
  weekendMinor: null,
  weeklyDiscountBp: 0,
  monthlyDiscountBp: 0,
  cleaningMinor: 0,
  guestsIncluded: 2,
  extraGuestMinor: 0,
  petMinor: 0,
}
const two: Guests = { adults: 2, children: 0, infants: 0, pets: 0 }
const eur = currencyOf('EUR')
/** A Monday. */
const monday = calendarDate('2030-07-01')

function currencyOf(code: string): Currency {
  const parsed = parseCurrency(code)
  assert(parsed.ok)
  return parsed.value
}

function stayOf(checkIn: string, nights: number): Stay {
  const from = calendarDate(checkIn)
  const parsed = parseStay(from, addDays(from, nights))
  assert(parsed.ok)
  return parsed.value
}

type Change = {
  plan?: Partial<PricePlan>
  overrides?: Override[]
  terms?: Partial<Terms>
  nights?: number
  from?: string
  guests?: Partial<Guests>
}

function quote({ plan, overrides = [], terms, nights = 3, from = monday, guests }: Change): Quote {
  const rules = { plan: { ...plain, ...plan }, overrides, terms: { ...noTerms, ...terms }, currency: eur }
  return priceStay({ ...rules, stay: stayOf(from, nights), guests: { ...two, ...guests } })
}

const amounts = ({ lines }: Quote): Partial<Record<LineCode, number>> =>
  Object.fromEntries(lines.map(({ code, amount }) => [code, amount.minor]))

test('the nights that begin on Friday and Saturday cost the weekend price, and an override beats it', () => {
  const plan = { weekendMinor: 15_000 }
  assert.equal(quote({ plan, nights: 7 }).total.minor, 5 * 10_000 + 2 * 15_000)
  const saturday = dayNumber(calendarDate('2030-07-06'))
  const overrides = [{ fromDay: saturday, untilDay: saturday + 2, nightlyMinor: 9_000 }]
  const [nights] = quote({ plan, overrides, nights: 7 }).lines
  assert.equal(nights?.values.rates, '10000 10000 10000 10000 15000 9000 9000')
})

test('a stay of 7 nights gets the weekly discount, one of 28 the monthly one instead, each on the nights alone', () => {
  const plan = { weeklyDiscountBp: 1_000, monthlyDiscountBp: 3_000, cleaningMinor: 5_000 }
  assert.deepEqual(amounts(quote({ plan, nights: 6 })), { nights: 60_000, cleaning: 5_000 })
  assert.deepEqual(amounts(quote({ plan, nights: 7 })), { nights: 70_000, weekly_discount: -7_000, cleaning: 5_000 })
  assert.deepEqual(amounts(quote({ plan, nights: 27 })), { nights: 270_000, weekly_discount: -27_000, cleaning: 5_000 })
  assert.deepEqual(amounts(quote({ plan, nights: 28 })), { nights: 280_000, monthly_discount: -84_000, cleaning: 5_000 })
  assert.deepEqual(amounts(quote({ plan: { weeklyDiscountBp: 1_000 }, nights: 28 })), { nights: 280_000, weekly_discount: -28_000 })
})

test('guests beyond those included cost per night, children too, infants never; a pet costs once', () => {
  const plan = { extraGuestMinor: 1_000, petMinor: 2_500 }
  assert.deepEqual(amounts(quote({ plan, guests: { adults: 3, children: 1, infants: 2, pets: 2 } })), {
    nights: 30_000,
    extra_guests: 2 * 3 * 1_000,
    pets: 5_000,
  })
})

test('fees are shares of nights, cleaning, extras and pets after the discount: the guest pays one, the host the other', () => {
  const plan = { weeklyDiscountBp: 1_000, cleaningMinor: 5_000, extraGuestMinor: 1_000, petMinor: 2_500 }
  const priced = quote({ plan, nights: 7, guests: { adults: 3, pets: 1 }, terms: { guestFeeBp: 1_200, hostFeeBp: 300 } })
  const subtotal = 70_000 - 7_000 + 5_000 + 7_000 + 2_500
  assert.equal(amounts(priced).guest_fee, subtotal * 0.12)
  assert.equal(amounts(priced).host_fee, -subtotal * 0.03)
  assert.equal(priced.total.minor, subtotal + subtotal * 0.12)
  assert.equal(priced.hostPayout.minor, subtotal - subtotal * 0.03)
})

test('half a cent rounds away from zero, once a line', () => {
  const priced = quote({ plan: { baseMinor: 3_350 }, nights: 1, terms: { guestFeeBp: 1_001, hostFeeBp: 300 } })
  assert.equal(amounts(priced).guest_fee, 335)
  assert.equal(amounts(priced).host_fee, -101)
})

const levy = { name: 'Visitor tax', minor: 150, currency: eur, adultsOnly: true }
const taxes: [rule: TaxRule, nights: number, taxMinor: number | undefined][] = [
  [{ kind: 'percent', name: 'VAT', bp: 1_000, base: ['nights'] }, 7, 6_300],
  [{ kind: 'percent', name: 'VAT', bp: 1_000, base: ['nights', 'cleaning', 'pets', 'extra_guests', 'guest_fee'] }, 7, 8_800],
  [{ kind: 'percent', name: 'VAT', bp: 1_000, base: ['cleaning', 'cleaning'] }, 7, 500],
  [{ kind: 'percent', name: 'VAT', bp: 1_000, base: ['nights'], exemptFromNights: 7 }, 7, undefined],
  [{ kind: 'percent', name: 'VAT', bp: 1_000, base: ['nights'], exemptFromNights: 8 }, 7, 6_300],
  [{ kind: 'per_guest_night', ...levy }, 7, 2 * 7 * 150],
  [{ kind: 'per_guest_night', ...levy, adultsOnly: false }, 7, 3 * 7 * 150],
  [{ kind: 'per_guest_night', ...levy, capNights: 5 }, 7, 2 * 5 * 150],
  [{ kind: 'per_night', ...levy, capNights: 5 }, 7, 5 * 150],
  [{ kind: 'per_night', ...levy }, 3, 3 * 150],
  [{ kind: 'per_stay', ...levy }, 7, 150],
  [{ kind: 'per_stay', ...levy, exemptFromNights: 7 }, 7, undefined],
  [{ kind: 'per_stay', ...levy, currency: currencyOf('CHF') }, 7, undefined],
]

for (const [tax, nights, expected] of taxes) {
  test(`the tax ${JSON.stringify(tax)} on ${nights} nights is ${expected ?? 'nothing'}, for the guest alone`, () => {
    const plan = { weeklyDiscountBp: 1_000, cleaningMinor: 5_000, petMinor: 4_000, extraGuestMinor: 1_000, guestsIncluded: 2 }
    const change = { plan, nights, guests: { adults: 2, children: 1, infants: 1, pets: 1 } }
    const fee = { guestFeeBp: 1_139 } // of 79_000: 8_998.1
    const taxed = quote({ ...change, terms: { ...fee, tax } })
    const free = quote({ ...change, terms: fee })
    assert.equal(amounts(taxed).tax, expected)
    assert.equal(taxed.total.minor - free.total.minor, expected ?? 0)
    assert.deepEqual(taxed.hostPayout, free.hostPayout)
  })
}

const smallMinor = fc.integer({ min: 0, max: 200_000 })
const somePlan: fc.Arbitrary<PricePlan> = fc.record({
  baseMinor: smallMinor,
  weekendMinor: fc.option(smallMinor),
  weeklyDiscountBp: fc.integer({ min: 0, max: 10_000 }),
  monthlyDiscountBp: fc.integer({ min: 0, max: 10_000 }),
  cleaningMinor: smallMinor,
  guestsIncluded: fc.integer({ min: 1, max: 6 }),
  extraGuestMinor: smallMinor,
  petMinor: smallMinor,
})
const exemption = { exemptFromNights: fc.option(fc.integer({ min: 1, max: 40 }), { nil: undefined }) }
const someTax: fc.Arbitrary<TaxRule> = fc.oneof(
  fc.constant<TaxRule>({ kind: 'none' }),
  fc.record({
    kind: fc.constant('percent' as const),
    name: fc.constant('VAT'),
    bp: fc.integer({ min: 0, max: 10_000 }),
    base: fc.uniqueArray(fc.constantFrom(...taxableLines), { minLength: 1 }),
    ...exemption,
  }),
  fc.record({
    kind: fc.constantFrom('per_guest_night' as const, 'per_night' as const, 'per_stay' as const),
    name: fc.constant('Levy'),
    minor: fc.integer({ min: 0, max: 1_000 }),
    currency: fc.constant(eur),
    capNights: fc.option(fc.integer({ min: 1, max: 20 }), { nil: undefined }),
    adultsOnly: fc.boolean(),
    ...exemption,
  }),
)
const bp = fc.integer({ min: 0, max: 10_000 })
const someTerms: fc.Arbitrary<Terms> = fc.record({ guestFeeBp: bp, hostFeeBp: bp, tax: someTax })
const someGuests: fc.Arbitrary<Guests> = fc.record({
  adults: fc.integer({ min: 1, max: 10 }),
  children: fc.integer({ min: 0, max: 10 }),
  infants: fc.integer({ min: 0, max: 5 }),
  pets: fc.integer({ min: 0, max: 5 }),
})
/** Ranges in order with gaps between them, around the stays below. */
const someOverrides: fc.Arbitrary<Override[]> = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 1, max: 9 }), smallMinor), { maxLength: 8 })
  .map((pieces) => {
    let day = dayNumber(monday) - 5
    return pieces.map(([gap, length, nightlyMinor]) => {
      const fromDay = day + gap
      day = fromDay + length
      return { fromDay, untilDay: day, nightlyMinor }
    })
  })
const someStay = fc.record({ offset: fc.integer({ min: 0, max: 20 }), nights: fc.integer({ min: 1, max: 60 }) })
const someRules = fc.record({ plan: somePlan, overrides: someOverrides, terms: someTerms, currency: fc.constant(eur) })

const stayAt = ({ offset, nights }: { offset: number; nights: number }) => stayOf(addDays(monday, offset), nights)

test("the guest's lines add up to the total and the host's to the payout, neither below zero, whatever the rules", () => {
  fc.assert(
    fc.property(someRules, someStay, someGuests, (rules, where, guests) => {
      const { total, hostPayout, lines } = priceStay({ ...rules, stay: stayAt(where), guests })
      const sumFor = (party: 'guest' | 'host') =>
        lines.filter((line) => line.includeFor.includes(party)).reduce((sum, line) => sum + line.amount.minor, 0)
      assert.equal(sumFor('guest'), total.minor)
      assert.equal(sumFor('host'), hostPayout.minor)
      assert(total.minor >= 0 && hostPayout.minor >= 0 && total.minor >= hostPayout.minor)
    }),
  )
})

test('lines come in one order, whatever the rules', () => {
  const order: LineCode[] = [
    'nights',
    'weekly_discount',
    'monthly_discount',
    'cleaning',
    'extra_guests',
    'pets',
    'guest_fee',
    'host_fee',
    'tax',
  ]
  fc.assert(
    fc.property(someRules, someStay, someGuests, (rules, where, guests) => {
      const codes = priceStay({ ...rules, stay: stayAt(where), guests }).lines.map(({ code }) => code)
      assert.deepEqual(
        codes,
        order.filter((code) => codes.includes(code)),
      )
      assert(!(codes.includes('weekly_discount') && codes.includes('monthly_discount')))
    }),
  )
})

test('the total asked by search is the total of the bill', () => {
  fc.assert(
    fc.property(someRules, someStay, someGuests, (rules, where, guests) => {
      const stay = stayAt(where)
      const total = priceTotal(rules, dayNumber(stay.checkIn), dayNumber(stay.checkOut), guests)
      assert.equal(total, priceStay({ ...rules, stay, guests }).total.minor)
    }),
  )
})

test('the rates named on the bill are what the calendar shows for each night, and add up to the nights', () => {
  fc.assert(
    fc.property(someRules, someStay, (rules, where) => {
      const stay = stayAt(where)
      const [nights] = priceStay({ ...rules, stay, guests: two }).lines
      const day = dayNumber(stay.checkIn)
      const shown = Array.from({ length: where.nights }, (_, index) => nightlyRates(rules, day + index, day + index + 1)[0] ?? NaN)
      assert.equal(nights?.values.rates, shown.join(' '))
      assert.equal(
        nights?.amount.minor,
        shown.reduce((sum, rate) => sum + rate),
      )
    }),
  )
})

test('one more adult, child or pet never makes a stay cheaper, and one more infant changes nothing', () => {
  fc.assert(
    fc.property(someRules, someStay, someGuests, (rules, where, guests) => {
      const totalOf = (more: Partial<Guests>) => priceStay({ ...rules, stay: stayAt(where), guests: { ...guests, ...more } }).total.minor
      const before = totalOf({})
      assert(totalOf({ adults: guests.adults + 1 }) >= before)
      assert(totalOf({ children: guests.children + 1 }) >= before)
      assert(totalOf({ pets: guests.pets + 1 }) >= before)
      assert.equal(totalOf({ infants: guests.infants + 1 }), before)
    }),
  )
})

test('a higher price in any part of the plan never makes a stay cheaper', () => {
  const parts = ['baseMinor', 'weekendMinor', 'cleaningMinor', 'extraGuestMinor', 'petMinor'] as const
  fc.assert(
    fc.property(someRules, someStay, someGuests, fc.integer({ min: 1, max: 500 }), (rules, where, guests, rise) => {
      const totalOf = (plan: PricePlan) => priceStay({ ...rules, plan, stay: stayAt(where), guests }).total.minor
      const plan = { ...rules.plan, weekendMinor: rules.plan.weekendMinor ?? rules.plan.baseMinor }
      for (const part of parts) assert(totalOf({ ...plan, [part]: plan[part] + rise }) >= totalOf(plan), part)
    }),
  )
})

test('one more night never makes a stay cheaper, unless it brings a discount or an exemption', () => {
  fc.assert(
    fc.property(someRules, someStay, someGuests, (rules, where, guests) => {
      const longer = where.nights + 1
      const exempt = rules.terms.tax.kind === 'none' ? undefined : rules.terms.tax.exemptFromNights
      fc.pre(longer !== 7 && longer !== 28 && longer !== exempt)
      const totalOf = (nights: number) => priceStay({ ...rules, stay: stayAt({ ...where, nights }), guests }).total.minor
      assert(totalOf(longer) >= totalOf(where.nights))
    }),
  )
})

test('of two overrides for one night, an empty one, and an amount below zero, none is accepted', () => {
  const range = (fromDay: number, untilDay: number, nightlyMinor = 100) => ({ fromDay, untilDay, nightlyMinor })
  assert.deepEqual(checkOverrides([range(10, 12), range(5, 11)]), { ok: false, error: { code: 'overrides_overlap', index: 0 } })
  assert.deepEqual(checkOverrides([range(10, 10)]), { ok: false, error: { code: 'bad_override', index: 0 } })
  assert.deepEqual(checkOverrides([range(5, 6), range(10, 12, -1)]), { ok: false, error: { code: 'bad_override', index: 1 } })
  assert.deepEqual(checkOverrides([range(10, 12), range(5, 10)]), { ok: true, value: [range(5, 10), range(10, 12)] })
})

const badPlans: Partial<PricePlan>[] = [
  { baseMinor: -1 },
  { baseMinor: 0.5 },
  { baseMinor: NaN },
  { weekendMinor: 1e12 },
  { weeklyDiscountBp: 10_001 },
  { monthlyDiscountBp: -1 },
  { guestsIncluded: 0 },
  { petMinor: Infinity },
]
for (const bad of badPlans) {
  test(`a plan with ${JSON.stringify(bad)} is refused and names the field`, () => {
    assert.deepEqual(checkPlan({ ...plain, ...bad }), { ok: false, error: { code: 'bad_price_plan', field: Object.keys(bad)[0] } })
  })
}

test('the dearest plan for the longest stay still adds up exactly', () => {
  const most = 100_000_000_000
  const plan: PricePlan = { ...plain, baseMinor: most, cleaningMinor: most, extraGuestMinor: most, petMinor: most, guestsIncluded: 1 }
  assert(checkPlan(plan).ok)
  const priced = quote({ plan, nights: 365, guests: { adults: 50, pets: 10 }, terms: { guestFeeBp: 10_000 } })
  assert.equal(priced.total.minor, 2 * (365 * most + most + 49 * 365 * most + 10 * most))
})

test('the day after the last night is not priced', () => {
  const lastNight = dayNumber(addDays(monday, 2))
  const overrides = [{ fromDay: lastNight + 1, untilDay: lastNight + 9, nightlyMinor: 1 }]
  assert.equal(fromDayNumber(lastNight + 1), stayOf(monday, 3).checkOut)
  assert.equal(quote({ overrides }).total.minor, 30_000)
})
