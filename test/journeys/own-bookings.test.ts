/// <reference lib="dom" />
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { BrowserContextOptions } from 'playwright-core'
import { addDays } from '../../src/kernel/calendar-date.ts'
import { axeFindsNothing, phone } from '../browser.ts'
import { market, skip, tenth, visit } from './market-in-browser.ts'

const options = { skip, timeout: 180_000 }

/** Ana at her desk. */
const atDesk = (path: string, look: BrowserContextOptions = {}) => visit(market.ana, path, look)

const freeNights = async () => {
  const query = `from=${tenth}&to=${addDays(tenth, 5)}`
  const { body } = await market.ana.call('GET', `/api/v1/listings/${market.lakeside}/calendar?${query}`)
  return (body as { days: { free: boolean }[] }).days.map(({ free }) => free)
}

test('from picked nights a host writes down who rang, sees them in the calendar, and takes them away again', options, async () => {
  const { page, noErrors } = await atDesk(
    `/host/calendar/${market.lakeside}?month=${tenth.slice(0, 7)}&first=${tenth}&last=${addDays(tenth, 2)}`,
  )
  await page.getByRole('link', { name: 'Write down a booking of your own' }).click()
  await page.getByLabel('Guest’s name').fill('Rosa')
  await page.getByLabel('Phone').fill('+351 912 000 000')
  await axeFindsNothing(page, 'a booking of one’s own')
  await page.getByRole('button', { name: 'Take the nights' }).click()
  await page.getByRole('heading', { name: 'Rosa, 2 adults' }).waitFor()
  await axeFindsNothing(page, 'a booking of one’s own that is made')
  assert.deepEqual(await freeNights(), [false, false, false, true, true])
  await page.getByRole('link', { name: 'These nights in the calendar' }).click()
  await page
    .getByRole('link', { name: /^Rosa, your own booking/ })
    .first()
    .click()
  await page.getByRole('button', { name: 'Take it away and free the nights' }).click()
  await page.getByRole('heading', { name: 'Reservations' }).waitFor()
  assert.deepEqual(await freeNights(), [true, true, true, true, true])
  noErrors()
})

test('without JavaScript, on a phone, one is made, moved and refused where somebody is', options, async () => {
  const { page } = await atDesk('/host/reservations', { javaScriptEnabled: false, ...phone })
  await page.getByRole('link', { name: 'Write down a booking' }).click()
  await page.getByLabel('Arrives').fill(tenth)
  await page.getByLabel('Leaves').fill(addDays(tenth, 2))
  await page.getByLabel('Guest’s name').fill('Rui')
  await page.getByRole('button', { name: 'Take the nights' }).click()
  await page.getByLabel('Leaves').fill(addDays(tenth, 3))
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('Saved.').waitFor()
  assert.deepEqual(await freeNights(), [false, false, false, true, true])
  await page.goto(`${market.origin()}/host/bookings/new?first=${addDays(tenth, 2)}`)
  await page.getByLabel('Guest’s name').fill('Ida')
  await page.getByRole('button', { name: 'Take the nights' }).click()
  await page.getByText('Somebody has one of these nights').waitFor()
  assert.equal(await page.getByLabel('Guest’s name').inputValue(), 'Ida', 'what was typed is kept')
  await page.goto(`${market.origin()}/host/reservations`)
  await page.getByRole('link', { name: 'Rui, 2 adults' }).waitFor()
})
