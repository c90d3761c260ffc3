import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { addDays } from '../../src/kernel/calendar-date.ts'
import { axeFindsNothing, phone } from '../browser.ts'
import type { Person } from '../market.ts'
import { payOnPage } from '../sandbox-guest.ts'
import { until } from '../until.ts'
import { market, skip, tenth, visit } from './market-in-browser.ts'

const options = { skip, timeout: 180_000 }

/** Three nights at Lakeside for 351.52, of which 38.00 are for cleaning. */
async function paidStay(guest: Person, from: number): Promise<string> {
  const stay = { listingId: market.lakeside, checkIn: addDays(tenth, from), checkOut: addDays(tenth, from + 3), adults: 2 }
  const quote = await guest.call('POST', '/api/v1/quotes', stay)
  const made = await guest.call('POST', '/api/v1/bookings', { ...stay, expectedTotal: quote.body.total }, 'stay')
  assert.equal(made.status, 201, JSON.stringify(made.body))
  await payOnPage(made.body.payment.url)
  const state = async () => (await guest.call('GET', `/api/v1/bookings/${made.body.id}`)).body.state
  await until(async () => (await state()) === 'confirmed', { msMax: 20_000 })
  return made.body.id
}

const formFor = (page: Page, what: 'refund' | 'cancel') => page.locator(`form[action*="${what}"]`)
const figure = async (page: Page, label: string) =>
  ((await page.locator('main').getByText(label, { exact: true }).locator('xpath=..').textContent()) ?? '').replace(label, '').trim()

for (const [from, look] of [[0, {}] as const, [7, { ...phone, javaScriptEnabled: false }] as const]) {
  const isStill = 'javaScriptEnabled' in look
  test(
    `${isStill ? 'without JavaScript, on a phone' : 'with JavaScript'}, an operator gives money back by line, then calls the rest off at the market’s cost`,
    options,
    async () => {
      const guest = await market.newPerson('Ida')
      const id = await paidStay(guest, from)
      const { page, noErrors } = await visit(await market.newOperator(), '/operator/bookings', look satisfies BrowserContextOptions)
      await page.getByLabel('Booking or guest').fill(id)
      await page.getByRole('button', { name: 'Find' }).click()
      await page
        .getByRole('link', { name: /Lakeside|Ida/ })
        .first()
        .click()
      await page.getByRole('heading', { level: 1, name: 'Lakeside' }).waitFor()

      // More than is left is refused, and nothing of what was typed is lost.
      const refund = formFor(page, 'refund')
      await refund.getByLabel('Why').fill('The boiler was cold.')
      await refund.getByRole('radio', { name: 'By line' }).check({ force: true })
      await refund.getByLabel('Cleaning').fill('38.01')
      await refund.getByRole('button', { name: 'Give it back' }).click()
      await page.getByText('That is more than is left.').waitFor()
      assert.equal(await refund.getByLabel('Why').inputValue(), 'The boiler was cold.')
      assert.equal(await refund.getByLabel('Cleaning').inputValue(), '38.01')
      assert.ok(await refund.getByRole('radio', { name: 'By line' }).isChecked())
      if (!isStill) await axeFindsNothing(page, 'a refund that was refused')
      await refund.getByLabel('Cleaning').fill('20.00')
      await refund.getByRole('button', { name: 'Give it back' }).click()
      await page.getByText('Done. Guest and host are told by mail.').waitFor()
      assert.deepEqual([await figure(page, 'Gone back'), await figure(page, 'Given by the market')], ['€20.00', '€0.00'])
      await page.getByText('€18.00 left').first().waitFor()

      const cancel = formFor(page, 'cancel')
      await cancel.getByLabel('Why').fill('The roof is off.')
      await cancel.getByRole('radio', { name: /^All that is left: €331\.52/ }).check({ force: true })
      await cancel.getByRole('radio', { name: 'The market' }).check({ force: true })
      await cancel.getByRole('radio', { name: 'Stay blocked' }).check({ force: true })
      await cancel.getByRole('button', { name: 'Call it off' }).click()
      await page
        .getByText(/called off$/)
        .first()
        .waitFor()
      assert.equal(await figure(page, 'Gone back'), '€351.52')
      assert.equal((await formFor(page, 'cancel').count()) + (await formFor(page, 'refund').count()), 0, 'there is nothing left to do')
      await page.getByText('The roof is off.').waitFor()
      if (!isStill) await axeFindsNothing(page, 'a booking that operators called off')

      const { page: trip } = await visit(guest, `/trips/${id}`, look)
      await trip.getByText(/^Those who run this market called it off on .*: The roof is off\./).waitFor()
      await trip.getByText('€331.52 goes back to your card.').waitFor()
      const calendar = `/api/v1/listings/${market.lakeside}/calendar?from=${addDays(tenth, from)}&to=${addDays(tenth, from + 3)}`
      const { body } = await market.ana.call('GET', calendar)
      assert.deepEqual(
        (body as { days: { free: boolean }[] }).days.slice(0, 3).map(({ free }) => free),
        [false, false, false],
      )
      noErrors()
    },
  )
}
