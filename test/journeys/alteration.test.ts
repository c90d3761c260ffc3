import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { addDays } from '../../src/kernel/calendar-date.ts'
import { axeFindsNothing, phone } from '../browser.ts'
import type { Person } from '../market.ts'
import { payOnPage } from '../sandbox-guest.ts'
import { until } from '../until.ts'
import { market, skip, today, visit } from './market-in-browser.ts'

const options = { skip, timeout: 180_000 }

/** Three nights of a new guest at Lakeside, paid. */
async function booked(from: number): Promise<{ guest: Person; id: string; checkIn: typeof today }> {
  const guest = await market.newPerson('Ben')
  const checkIn = addDays(today, from)
  const stay = { listingId: market.lakeside, checkIn, checkOut: addDays(checkIn, 3), adults: 2 }
  const { body: quote } = await guest.call('POST', '/api/v1/quotes', stay)
  const { body: made } = await guest.call('POST', '/api/v1/bookings', { ...stay, expectedTotal: quote.total }, `alter-${from}`)
  await payOnPage(made.payment.url)
  await until(async () => (await guest.call('GET', `/api/v1/bookings/${made.id}`)).body.state === 'confirmed', { msMax: 30_000 })
  return { guest, id: made.id, checkIn }
}

const pageOf = async (person: Person, id: string, look: BrowserContextOptions): Promise<Page> =>
  (await visit(person, `/trips/${id}/alter`, look)).page

async function alter(from: number, look: BrowserContextOptions): Promise<void> {
  const { guest, id, checkIn } = await booked(from)
  const scripted = look.javaScriptEnabled !== false
  const hers = await pageOf(guest, id, look)
  await hers.getByLabel('Leave').fill(addDays(checkIn, 4))
  await hers.getByRole('button', { name: 'See what it costs' }).click()
  await hers.getByText('You pay €104.00 more.').waitFor()
  if (scripted) await axeFindsNothing(hers, 'what a change would cost')
  if (scripted) {
    // The price has changed since it was shown: the same question is asked again, at what it costs now.
    await hers.locator('input[name=minor]').evaluate((field: HTMLInputElement) => (field.value = '1'))
    await hers.getByRole('button', { name: 'Propose it to Ana' }).click()
    await hers.getByRole('alert').waitFor()
    await hers.getByText('You pay €104.00 more.').waitFor()
    assert.equal(await hers.getByLabel('Leave').inputValue(), addDays(checkIn, 4))
  }
  await hers.getByRole('button', { name: 'Propose it to Ana' }).click()
  await hers.getByRole('heading', { name: 'What you have proposed' }).waitFor()
  const his = await pageOf(market.ana, id, look)
  await his.getByText('The guest pays €104.00 more.').waitFor()
  if (scripted) await axeFindsNothing(his, 'a change that the host is asked about')
  await his.getByRole('button', { name: 'Say yes' }).click()
  await his.getByText(/^Agreed/).waitFor()
  await hers.goto(`${market.origin()}/trips/${id}/alter`)
  await hers.getByRole('link', { name: 'Pay €104.00' }).click()
  await hers.getByLabel(/card number/i).fill('4242424242424242')
  await hers.locator('input[name=expiry]').fill('12 / 34')
  await hers.locator('input[name=code]').fill('123')
  await hers.locator('input[name=name]').fill('Ben')
  await hers.getByRole('button', { name: /^Pay/ }).click()
  await hers.getByText('The last change was made.').waitFor({ timeout: 60_000 })
  const { body } = await guest.call('GET', `/api/v1/bookings/${id}`)
  assert.deepEqual([body.checkOut, body.total.minor, body.paid.minor], [addDays(checkIn, 4), 45_552, 45_552])
}

test('a guest asks for a night more, the host says yes, the guest pays the difference', options, () => alter(40, {}))
test('the same without JavaScript, on a phone', options, () => alter(60, { javaScriptEnabled: false, ...phone }))
