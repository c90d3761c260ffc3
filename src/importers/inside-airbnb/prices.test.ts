import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { checkOverrides, checkPlan } from '../../pricing/price-plan.ts'
import { nightlyRates } from '../../pricing/quote.ts'
import { commonest, newRuns } from './calendar-runs.ts'
import type { PricesRow } from './listing-row.ts'
import { pricesOf } from './prices.ts'

const bare: PricesRow = {
  nightly: 10_000,
  week: undefined,
  month: undefined,
  cleaning: undefined,
  extraGuest: undefined,
  guestsIncluded: 1,
}
const aPrice = fc.integer({ min: 1, max: 100_000_000 })

test('every night of the calendar costs what the calendar said, and a night beyond it what most nights do', () => {
  fc.assert(
    fc.property(fc.array(fc.option(fc.integer({ min: 1, max: 4 })), { minLength: 1, maxLength: 60 }), aPrice, (year, nightly) => {
      const runs = newRuns()
      for (const [index, value] of year.entries()) if (value !== null) runs.add(20_000 + index, value)
      const prices = pricesOf({ ...bare, nightly }, runs.sorted())
      assert.ok(prices && checkPlan(prices.plan).ok && checkOverrides(prices.overrides).ok)
      const rates = nightlyRates(prices, 20_000, 20_000 + year.length)
      for (const [index, value] of year.entries()) assert.equal(rates[index], value ?? prices.plan.baseMinor)
      assert.equal(prices.plan.baseMinor, commonest(runs.sorted()) ?? nightly)
    }),
  )
})

test('a listing without any price above zero has no price', () => {
  assert.equal(pricesOf({ ...bare, nightly: 0 }, []), undefined)
  assert.equal(pricesOf({ ...bare, nightly: undefined }, []), undefined)
})

test('the price of a week and of a month in 2019 becomes a discount, and one that is dearer becomes none', () => {
  const plan = (row: Partial<PricesRow>) => pricesOf({ ...bare, ...row }, [])?.plan
  assert.equal(plan({ week: 63_000 })?.weeklyDiscountBp, 1_000)
  assert.equal(plan({ month: 225_000 })?.monthlyDiscountBp, 2_500)
  assert.equal(plan({ week: 70_000, month: 400_000 })?.weeklyDiscountBp, 0)
  assert.equal(plan({ month: 400_000 })?.monthlyDiscountBp, 0)
  assert.deepEqual(plan({ cleaning: 4_500, extraGuest: 1_000, guestsIncluded: 3 }), {
    ...plan({}),
    cleaningMinor: 4_500,
    extraGuestMinor: 1_000,
    guestsIncluded: 3,
  })
})

test('whatever a row says of prices, the plan is within limits', () => {
  const some = fc.option(aPrice, { nil: undefined })
  const aRow = fc.record({
    nightly: some,
    week: some,
    month: some,
    cleaning: some,
    extraGuest: some,
    guestsIncluded: fc.integer({ min: 1, max: 50 }),
  })
  fc.assert(
    fc.property(aRow, (row) => {
      const prices = pricesOf(row, [])
      assert.ok(!prices || checkPlan(prices.plan).ok)
    }),
  )
})
