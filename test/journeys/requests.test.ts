import { test } from 'node:test'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { addDays } from '../../src/kernel/calendar-date.ts'
import { axeFindsNothing, phone } from '../browser.ts'
import type { Person } from '../market.ts'
import { market, skip, today, visit } from './market-in-browser.ts'

const options = { skip, timeout: 180_000 }
const atPage = async (who: Person, path: string, look: BrowserContextOptions): Promise<Page> => (await visit(who, path, look)).page

/** axe runs in the page, so it needs its scripts. */
const finds = async (page: Page, look: BrowserContextOptions, where: string) => {
  if (look.javaScriptEnabled !== false) await axeFindsNothing(page, where)
}

/** From the listing to the page that says that the host was asked. @returns that page, and where it is. */
async function ask(look: BrowserContextOptions, listing: string) {
  const guest = await market.newPerson('Ida')
  const [from, to] = [addDays(today, 40), addDays(today, 43)]
  const page = await atPage(guest, `/listings/${listing}?checkIn=${from}&checkOut=${to}&adults=2`, look)
  await page.getByText('You pay only if the host says yes').first().waitFor()
  await finds(page, look, 'a listing whose host answers first')
  await page.getByRole('link', { name: 'Ask to book' }).locator('visible=true').first().click()
  await page.getByRole('heading', { name: 'Check it over, then ask' }).waitFor()
  await finds(page, look, 'a checkout that asks')
  await page.getByLabel('Full name').fill('Ida')
  await page.getByLabel(/house rules/).check()
  await page.getByRole('button', { name: 'Ask to book' }).click()
  await page.getByText(/your bank only sets the money aside/).waitFor()
  await page.getByLabel('Card number').fill('4242424242424242')
  await page.getByLabel('Expires').fill('12 / 34')
  await page.getByLabel('Security code').fill('123')
  await page.getByLabel('Name on card').fill('Ida')
  await page.getByRole('button', { name: /^Pay/ }).click()
  await page.getByText(/you pay it only if the answer is yes/).waitFor()
  await finds(page, look, 'a request')
  return { page, trip: page.url().split('?')[0] ?? '' }
}

for (const look of [{}, { ...phone, javaScriptEnabled: false }] as const) {
  const how = 'javaScriptEnabled' in look ? 'without JavaScript, on a phone' : 'with JavaScript'

  test(`${how}, a guest asks, the host says yes on Today, and the stay is booked`, options, async () => {
    const { page, trip } = await ask(look, await market.newListing({ title: 'The Barn', instantBook: false }))
    const desk = await atPage(market.ana, '/host', look)
    await desk.getByRole('heading', { name: /^Ida asks for The Barn/ }).waitFor()
    await finds(desk, look, 'Today with a request')
    await desk.getByRole('button', { name: 'Accept' }).click()
    await desk
      .getByText(/You said yes|Confirmed/)
      .first()
      .waitFor()
    await finds(desk, look, 'a reservation that was accepted')
    await page.goto(trip)
    await page.getByText('Confirmed').first().waitFor()
    for (const each of [page, desk]) await each.context().close()
  })

  test(`${how}, a host says no among the reservations, and the guest reads it`, options, async () => {
    const { page, trip } = await ask(look, await market.newListing({ title: 'The Loft', instantBook: false }))
    const desk = await atPage(market.ana, '/host/reservations', look)
    await finds(desk, look, 'reservations with a request')
    await desk.getByRole('button', { name: 'Decline' }).click()
    await desk.getByText('You said no').waitFor()
    await page.goto(trip)
    await page.getByText(/cannot have you on these days/).waitFor()
    await finds(page, look, 'a request that was declined')
    for (const each of [page, desk]) await each.context().close()
  })
}
