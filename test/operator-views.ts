import type { Currency } from '../src/kernel/money.ts'
import { openCase } from '../src/payments/cases/open-case.ts'
import { write } from '../src/platform/db.ts'
import type { DemoTown } from './demo-town.ts'
import { absence, asked, calledOff, once, trip, type View } from './view.ts'

/** One case of a dispute, and one of money that nobody knows. */
async function moneyCases(town: DemoTown): Promise<string> {
  await write(town.deps.db, async (tx) => {
    const [amount, reference] = [{ minor: 42_400, currency: 'EUR' as Currency }, 'dp_1RGkqK2eZvKYlo2C']
    await openCase(tx, town.deps, {
      about: 'a view',
      kind: 'dispute_open',
      bookingId: null,
      facts: { amount, reason: 'fraudulent', reference },
    })
    const theirs = { minor: -1_250, currency: 'EUR' as Currency }
    await openCase(tx, town.deps, { about: 'another view', kind: 'unknown', bookingId: null, facts: { theirs, reason: 'adjustment' } })
  })
  return '/operator/money/cases'
}

/** The first of some policies that the operator has made. */
const madePolicy = once(async (town) => {
  await town.makePolicies()
  const { items } = await town.read<{ items: readonly { id: string }[] }>('/api/v1/operator/policies', 'operator')
  return items[0]?.id ?? ''
})

/** What those who run the market see. */
export const operatorViews: readonly View[] = [
  { name: 'operator', route: '/operator', who: 'operator', path: () => '/operator' },
  { name: 'operator-cases', route: '/operator/money/cases', who: 'operator', path: moneyCases },
  { name: 'operator-cases-closed', route: '/operator/money/cases', who: 'operator', path: () => '/operator/money/cases?state=closed' },
  { name: 'operator-trial-balance', route: '/operator/money/trial-balance', who: 'operator', path: () => '/operator/money/trial-balance' },
  {
    name: 'operator-bookings',
    route: '/operator/bookings',
    who: 'operator',
    path: async (town) => `/operator/bookings?find=${(await trip(town)).slice('/trips/'.length)}`,
  },
  {
    name: 'operator-booking',
    route: '/operator/bookings/[id]',
    who: 'operator',
    path: async (town) => `/operator/bookings/${(await trip(town)).slice('/trips/'.length)}`,
  },
  {
    name: 'operator-booking-asked',
    route: '/operator/bookings/[id]',
    who: 'operator',
    path: async (town) => `/operator/bookings/${await asked(town)}`,
  },
  {
    name: 'operator-booking-called-off',
    route: '/operator/bookings/[id]',
    who: 'operator',
    path: async (town) => `/operator/bookings/${await calledOff(town)}`,
  },
  {
    name: 'operator-booking-no-show',
    route: '/operator/bookings/[id]',
    who: 'operator',
    path: async (town) => `/operator/bookings/${await absence(town)}`,
  },
  {
    name: 'operator-policies',
    route: '/operator/policies',
    who: 'operator',
    path: async (town) => {
      await madePolicy(town)
      return '/operator/policies'
    },
  },
  {
    name: 'operator-policy',
    route: '/operator/policies/[id]',
    who: 'operator',
    path: async (town) => `/operator/policies/${await madePolicy(town)}`,
  },
  {
    name: 'operator-policies-wrong',
    route: '/operator/policies',
    who: 'operator',
    path: () => '/operator/policies',
    open: async (page) => {
      await page.locator('main [name=name]').fill('Odd')
      await page.locator('[name="percent.late"]').fill('200')
      await page.locator('main form').last().getByRole('button').last().click()
      await page.getByRole('alert').waitFor()
    },
  },
  { name: 'branding', route: '/branding', who: 'operator', path: () => '/branding?accent=%23c2410c&name=Lantern%20Bay' },
  { name: 'branding-no-colour', route: '/branding', who: 'operator', path: () => '/branding?accent=reddish' },
]
